package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenCommandTest {

  @TempDir Path folder;
  private Path models = Path.of("");
  private Path model = Path.of("");
  private String manifest = "";

  @BeforeEach
  void writeModelWithGoldenSet() throws Exception {
    models = TestingModels.repository(folder);
    model = models.resolve("tiny/1");
    Path golden = model.resolve("golden");
    Ran.command("simulate", "--out", golden, "--pictures", 2, "--size", "320x180").assertDone();
    manifest =
        Files.readString(model.resolve("model.yaml")).replaceFirst("accuracy: .*\\R", "")
            + "golden: {annotations: golden/annotations.json, pictures: 2, sha256: %s}\n"
                .formatted(hash(golden));
    record(0.0);
  }

  private static String hash(Path golden) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(Files.readAllBytes(golden.resolve("annotations.json")));
    try (var files = Files.list(golden.resolve("images"))) {
      for (Path file : files.sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void record(double map50) throws IOException {
    String accuracy = "accuracy: {golden: {fp32: {map50: %s}}}%n".formatted(map50);
    Files.writeString(model.resolve("model.yaml"), manifest + accuracy);
  }

  @Test
  void aModelAsAccurateAsRecordedPasses() {
    Ran ran = Ran.command("evaluate", "--golden", "--models", models);
    ran.assertDone();
    assertTrue(ran.out().startsWith("golden set: mAP50 0."), ran.out());
    assertTrue(ran.out().contains("recorded 0.0000"), ran.out());
    Ran listed = Ran.command("models", "--models", models);
    listed.assertDone();
    assertTrue(listed.out().contains("golden set of 2 pictures: verified"), listed.out());
  }

  @Test
  void aModelLessAccurateThanRecordedIsRefused() throws IOException {
    record(0.9);
    Ran.command("evaluate", "--golden", "--models", models)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "tiny:1 fp32", "expected: 0.9000 as recorded");
    Ran.command("evaluate", "--golden", "--tolerance", "0.95", "--models", models).assertDone();
  }

  @Test
  void aDamagedGoldenSetIsRefused() throws IOException {
    try (var files = Files.list(model.resolve("golden/images"))) {
      Files.write(files.sorted().toList().getFirst(), new byte[] {1});
    }
    Ran.command("evaluate", "--golden", "--models", models)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "damaged");
    Ran.command("models", "--models", models).assertRefused(ExitStatus.MODEL_UNUSABLE, "damaged");
  }

  @Test
  void aModelWithoutARecordIsRefused() throws IOException {
    Files.writeString(model.resolve("model.yaml"), manifest);
    Ran.command("evaluate", "--golden", "--models", models)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "accuracy.golden.fp32.map50");
  }

  @Test
  void oneOfDatasetAndGoldenIsNeeded() {
    Ran.command("evaluate", "--models", models).assertRefused(ExitStatus.WRONG_USAGE, "--golden");
    Ran.command("evaluate", folder, "--golden", "--models", models)
        .assertRefused(ExitStatus.WRONG_USAGE, "--golden");
  }

  @Test
  void matchesAndCurvesAreReportedWhereAsked() throws IOException {
    Path plot = folder.resolve("curves.svg");
    Path json = folder.resolve("report.json");
    List<Object> command =
        List.of(
            "evaluate",
            model.resolve("golden/annotations.json"),
            "--by-match",
            "--plot",
            plot,
            "--out",
            json,
            "--models",
            models);
    Ran ran = Ran.command(command.toArray());
    ran.assertDone();
    assertTrue(ran.out().contains("000001, 2 pictures"), ran.out());
    assertTrue(Files.readString(plot).startsWith("<svg"));
    assertTrue(Files.readString(json).contains("\"000001\""));
  }
}
