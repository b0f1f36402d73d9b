package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The model that finds squares, with a golden set of two pictures. */
public final class GoldenModels {

  private static final String ANNOTATIONS =
      """
      {"images": [{"id": 1, "file_name": "a_1.png", "width": 96, "height": 64},
                  {"id": 2, "file_name": "a_2.png", "width": 96, "height": 64}],
       "annotations": [],
       "categories": [{"id": 1, "name": "ball"}, {"id": 2, "name": "goalkeeper"},
                      {"id": 3, "name": "player"}, {"id": 4, "name": "referee"}]}
      """;

  private GoldenModels() {}

  /**
   * Writes a repository with a model whose blank golden set gives it an mAP50 of 0.
   *
   * @param recordedMap50 what the manifest claims
   */
  public static Path repository(Path temporaryFolder, double recordedMap50) {
    Path root = TestingModels.repository(temporaryFolder);
    prove(root.resolve(TestingModels.NAME).resolve("1"), recordedMap50);
    return root;
  }

  /** Gives a model in its folder such a golden set. */
  public static void prove(Path model, double recordedMap50) {
    try {
      Path images = Files.createDirectories(model.resolve("golden/images"));
      Files.writeString(model.resolve("golden/annotations.json"), ANNOTATIONS);
      Files.write(images.resolve("a_1.png"), TestingPictures.png(96, 64));
      Files.write(images.resolve("a_2.png"), TestingPictures.png(96, 64));
      Path manifest = model.resolve("model.yaml");
      Files.writeString(
          manifest,
          Files.readString(manifest).replaceFirst("accuracy: .*\\R", "")
              + "golden: {annotations: golden/annotations.json, pictures: 2, sha256: %s}%n"
                  .formatted(hash(model.resolve("golden")))
              + "accuracy: {golden: {fp32: {map50: %s}}}%n".formatted(recordedMap50));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Path golden) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Files.readAllBytes(golden.resolve("annotations.json")));
      digest.update(Files.readAllBytes(golden.resolve("images/a_1.png")));
      digest.update(Files.readAllBytes(golden.resolve("images/a_2.png")));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
