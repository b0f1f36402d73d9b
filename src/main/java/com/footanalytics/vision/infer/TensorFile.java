package com.footanalytics.vision.infer;

import java.nio.file.Path;

/**
 * ONNX weights to be loaded for tensors.
 *
 * @param name what errors call it, such as {@code identity:1: precision fp32}
 * @param path the file, verified
 * @param maxBatchSize most rows of one run; 0 if the first axis is no batch
 */
public record TensorFile(String name, Path path, int maxBatchSize) {

  public TensorFile {
    if (maxBatchSize < 0) {
      throw new IllegalArgumentException("max batch size: " + maxBatchSize + " (expected: >= 0)");
    }
  }
}
