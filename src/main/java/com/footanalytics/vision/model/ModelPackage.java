package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One version of one model on disk.
 *
 * @param manifest what {@code model.yaml} says
 * @param folder where it lies
 */
public record ModelPackage(ModelManifest manifest, Path folder) {

  /**
   * Reads the manifest of a folder {@code <name>/<version>}.
   *
   * @throws ModelException if the manifest is refused or names another model than the folder
   */
  static ModelPackage open(ModelId id, Path folder) {
    Path file = folder.resolve(ModelManifest.FILE_NAME);
    ModelManifest manifest = ModelManifest.read(file);
    if (!manifest.id().equals(id)) {
      throw new ModelException(
          "%s: describes %s (expected: %s, as the folder says)".formatted(file, manifest.id(), id));
    }
    return new ModelPackage(manifest, folder);
  }

  /**
   * The weights of a precision, not yet verified.
   *
   * @throws ModelException if there is no such precision, or no such file inside the folder
   */
  public Path weights(String precision) {
    return inside(declared(precision).file());
  }

  /**
   * The weights of a precision after their checksum was found to be the manifest's.
   *
   * @throws ModelException as {@link #weights}, and if the checksum differs
   */
  public Path verifiedWeights(String precision) {
    Path file = weights(precision);
    String expected = declared(precision).sha256();
    String actual = Sha256.of(List.of(file));
    if (!actual.equals(expected)) {
      throw new ModelException(
          "%s: sha256 %s (expected: %s); the file is damaged or was replaced, fetch it again"
              .formatted(file, actual, expected));
    }
    return file;
  }

  /**
   * The golden set's annotations after the checksum over them and all their pictures was found to
   * be the manifest's.
   *
   * @throws ModelException if the model has no golden set, or it is missing or damaged
   */
  public Path verifiedGolden() {
    GoldenSet golden =
        manifest
            .golden()
            .orElseThrow(() ->
                new ModelException(
                    folder
                        + ": no golden set (expected: golden in "
                        + ModelManifest.FILE_NAME
                        + ")"));
    Path annotations = inside(golden.annotations());
    List<Path> files = new ArrayList<>(List.of(annotations));
    files.addAll(pictures(annotations.resolveSibling("images")));
    String actual = Sha256.of(files);
    if (files.size() - 1 != golden.pictures() || !actual.equals(golden.sha256())) {
      throw new ModelException(
          "%s: golden set of %d pictures with sha256 %s (expected: %d, %s); it is damaged, fetch it again"
              .formatted(
                  annotations, files.size() - 1, actual, golden.pictures(), golden.sha256()));
    }
    return annotations;
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new ModelException(folder + ": golden pictures cannot be listed", e);
    }
  }

  private Weights declared(String precision) {
    Weights weights = manifest.precisions().get(precision);
    if (weights == null) {
      throw new ModelException(
          "%s: no precision %s (expected: one of %s)"
              .formatted(manifest.id(), precision, manifest.precisions().keySet()));
    }
    return weights;
  }

  private Path inside(String name) {
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(name).toRealPath();
      if (file.startsWith(root) && Files.isRegularFile(file)) {
        return file;
      }
      throw new ModelException(
          "%s: %s (expected: a file inside the folder)".formatted(folder, name));
    } catch (IOException | InvalidPathException e) {
      throw new ModelException("%s: %s cannot be read".formatted(folder, name), e);
    }
  }
}
