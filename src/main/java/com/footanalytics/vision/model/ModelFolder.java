package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of one version of one model.
 *
 * @param path where it is
 */
record ModelFolder(Path path) {

  /**
   * A file that a manifest names.
   *
   * @throws ModelException if there is no such file inside the folder
   */
  Path file(String name) {
    try {
      Path root = path.toRealPath();
      Path file = root.resolve(name).toRealPath();
      if (file.startsWith(root) && Files.isRegularFile(file)) {
        return file;
      }
      throw new ModelException("%s: %s (expected: a file inside the folder)".formatted(path, name));
    } catch (IOException | InvalidPathException e) {
      throw new ModelException("%s: %s cannot be read".formatted(path, name), e);
    }
  }

  /**
   * Weights after their checksum was found to be the manifest's.
   *
   * @throws ModelException as {@link #file}, and if the checksum differs
   */
  Path verified(Weights weights) {
    Path file = file(weights.file());
    String actual = Sha256.of(List.of(file));
    if (!actual.equals(weights.sha256())) {
      throw new ModelException(
          "%s: sha256 %s (expected: %s); the file is damaged or was replaced, fetch it again"
              .formatted(file, actual, weights.sha256()));
    }
    return file;
  }
}
