package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One version of one detector on disk.
 *
 * @param manifest what {@code model.yaml} says
 * @param folder where it lies
 */
public record ModelPackage(ModelManifest manifest, Path folder) implements ModelEntry {

  @Override
  public ModelId id() {
    return manifest.id();
  }

  @Override
  public Map<String, Weights> precisions() {
    return manifest.precisions();
  }

  @Override
  public String defaultPrecision() {
    return manifest.defaultPrecision();
  }

  @Override
  public String licence() {
    return manifest.licence();
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
    Path annotations = new ModelFolder(folder).file(golden.annotations());
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
}
