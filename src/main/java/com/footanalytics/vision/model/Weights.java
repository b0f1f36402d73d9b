package com.footanalytics.vision.model;

/**
 * The weights of one precision.
 *
 * @param file path relative to the model's folder
 * @param sha256 hash of the file, lower-case hex
 */
public record Weights(String file, String sha256) {

  private static final String TORCHSCRIPT_SUFFIX = ".torchscript.pt";

  /** What kind of file it is, by its name. */
  public Format format() {
    return file.endsWith(TORCHSCRIPT_SUFFIX) ? Format.TORCHSCRIPT : Format.ONNX;
  }

  /** Kinds of weights. */
  public enum Format {
    ONNX,
    TORCHSCRIPT
  }
}
