package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.Weights;
import java.nio.file.Path;
import java.util.List;

/**
 * Weights to be loaded.
 *
 * @param name what errors call it, such as {@code football-detector:2: precision int8}
 * @param path the file, verified
 * @param format its kind
 * @param input the picture it takes
 * @param outputs names of its outputs in their order, for files that do not name them
 */
public record ModelFile(
    String name, Path path, Weights.Format format, InputSpec input, List<String> outputs) {

  public ModelFile {
    outputs = List.copyOf(outputs);
  }
}
