package com.footanalytics.vision.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads any bytes as a model's manifest; what was read is written and read again. */
public final class ManifestTarget {

  private final Path file;

  /**
   * @param file overwritten by every input
   */
  public ManifestTarget(Path file) {
    this.file = file;
  }

  /**
   * Takes any input.
   *
   * @throws AssertionError if it was neither read nor refused in one line, or reads otherwise again
   */
  public void accept(byte[] input) {
    ModelManifest manifest;
    try {
      manifest = read(input);
    } catch (ModelException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.startsWith(file.toString())) {
        throw new AssertionError("names no file: " + message, e);
      }
      return;
    }
    byte[] yaml = manifest.toYaml().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    if (!read(yaml).equals(manifest)) {
      throw new AssertionError("reads otherwise: " + manifest);
    }
  }

  private ModelManifest read(byte[] input) {
    try {
      return ModelManifest.read(Files.write(file, input));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
