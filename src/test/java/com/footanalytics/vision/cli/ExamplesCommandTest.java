package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ExampleModel;
import com.footanalytics.vision.bench.ExampleModels;
import com.footanalytics.vision.bench.OnnxBytes;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.model.ModelDraft;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.TensorManifest;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models for tensors, written and listed. */
class ExamplesCommandTest {

  @TempDir private Path folder;

  @Test
  void theExamplesAreWrittenAndListedBesideADetector() {
    Path models = TestingModels.repository(folder);
    Ran written = Ran.command("models", "examples", models);
    written.assertDone();
    assertEquals(ExampleModels.all().size(), written.out().lines().count());
    assertTrue(written.out().contains(models.resolve("identity-fp16").toString()), written.out());

    Ran listed = Ran.command("models", "--models", models);
    listed.assertDone();
    assertMatches(listed, "simple:1 +native\\* +OnnxRuntime +tensors +verified +passed +cpu +none");
    assertMatches(listed, " takes INPUT0 INT32 \\[-1, 16\\], INPUT1 INT32 \\[-1, 16\\]");
    assertMatches(listed, " gives OUTPUT0 INT32 \\[-1, 16\\], OUTPUT1 INT32 \\[-1, 16\\]");
    assertMatches(listed, "tiny:1 +fp32\\* +OnnxRuntime +96x64 +verified +passed +cpu");
    assertEquals(
        ExampleModels.all().size() + 1,
        listed.out().lines().filter(line -> line.contains(" passed ")).count());

    Ran.command("models", "examples", models)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, models.resolve("identity"), "is there already");
    Ran.command("models", "examples").assertRefused(ExitStatus.WRONG_USAGE, "DIR");
  }

  @Test
  void theOnlyDetectorStaysTheDefault() throws IOException {
    Path models = TestingModels.repository(folder);
    ExampleModels.write(models);
    Path picture = Files.write(folder.resolve("no.jpg"), new byte[] {1});
    Ran ran = Ran.command("detect", picture, "--out", folder.resolve("o.json"), "--models", models);
    ran.assertRefused(ExitStatus.INPUT_UNREADABLE, picture);
    Ran.command(
            "detect",
            picture,
            "--out",
            folder.resolve("o.json"),
            "--models",
            models,
            "--model",
            "simple")
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "simple:1: task tensors (expected: detection)");
  }

  @Test
  void damagedWeightsAndBatchesTheGraphDoesNotTakeAreNamed() throws IOException {
    ExampleModels.write(folder);
    Files.write(folder.resolve("simple/1/model.onnx"), new byte[] {1});
    add("fixed", ExampleModel.identity("fixed", DataType.FP32, 1, 2).onnx(), 4);
    Ran listed = Ran.command("models", "--models", folder);
    listed.assertRefused(
        ExitStatus.MODEL_UNUSABLE,
        "model.onnx: sha256 ",
        "fixed:1 fp32: max-batch-size 4, but the first axis of [INPUT0 FP32 [1, 2], ");
    assertMatches(listed, "simple:1 +native\\* +OnnxRuntime +tensors +failed +not run +none");
    assertMatches(listed, "fixed:1 +fp32\\* +OnnxRuntime +tensors +verified +failed +none");
    assertMatches(listed, "identity:1 +native\\* +OnnxRuntime +tensors +verified +passed +cpu");
  }

  @Test
  void aSelfTestThatZerosCannotDoIsSkippedWhereLengthsAreOpen() {
    add("open", threeColumns(-1), 0);
    Ran listed = Ran.command("models", "--models", folder);
    listed.assertDone();
    assertMatches(listed, "open:1 +fp32\\* +OnnxRuntime +tensors +verified +skipped +cpu");
    assertTrue(listed.out().contains("open:1 fp32: self-test: failed: "), listed.out());
    assertFalse(listed.out().contains("unusable"), listed.out());
  }

  @Test
  void aSelfTestThatFailsWhereEveryLengthIsSettledIsAFailure() {
    add("settled", threeColumns(4), 0);
    Ran listed = Ran.command("models", "--models", folder);
    listed.assertRefused(ExitStatus.MODEL_UNUSABLE, "settled:1 fp32: self-test: failed: ");
    assertMatches(listed, "settled:1 +fp32\\* +OnnxRuntime +tensors +verified +failed +cpu");
  }

  /** A graph that reshapes what it takes into three columns, which neither 1 nor 4 elements are. */
  private static byte[] threeColumns(long columns) {
    return OnnxBytes.model(
        new OnnxBytes()
            .field(1, OnnxBytes.node("Reshape", "OUTPUT0", "INPUT0", "columns"))
            .field(2, "reshape")
            .field(5, OnnxBytes.tensor("columns", new long[] {-1, 3}, 2))
            .field(11, OnnxBytes.value("INPUT0", OnnxBytes.FLOAT, -1, columns))
            .field(12, OnnxBytes.value("OUTPUT0", OnnxBytes.FLOAT, -1, 3)));
  }

  private void add(String name, byte[] weights, int maxBatchSize) {
    var id = new ModelId(name, 1);
    try (ModelDraft draft = new ModelRepository(folder).draft(id)) {
      draft.describe(
          new TensorManifest(
              id,
              maxBatchSize,
              Map.of("fp32", draft.write(weights, "model.onnx")),
              "fp32",
              "MIT",
              Map.of()));
      draft.commit();
    }
  }

  private static void assertMatches(Ran ran, String line) {
    assertTrue(ran.out().matches("(?s).*" + line + ".*"), ran.out());
  }
}
