package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.testing.TestingExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  private static final Map<String, String> AGPL =
      Map.of("names", "{0: 'ball', 1: 'player'}", "license", "AGPL-3.0 License");

  @TempDir Path folder;
  private Path models = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void writeExport() throws IOException {
    models = folder.resolve("models");
    file = Files.write(folder.resolve("net.int8.onnx"), TestingExports.yolov8(AGPL));
  }

  @Test
  void anExportIsListedWithItsNotice() {
    Ran imported = run("--name", "mine", "--version", "3", "--licence", "Enterprise");
    imported.assertDone();
    assertTrue(
        imported
            .out()
            .startsWith(
                "mine:3 imported as yolov8: int8, 96x64, 2 classes, batches of up to 8; self-test"),
        imported.out());
    assertTrue(imported.out().contains("notice: licence: Enterprise; "), imported.out());

    Ran listed = Ran.command("models", "--models", models);
    listed.assertDone();
    assertTrue(
        listed.out().matches("(?s).*mine:3 +int8\\* +OnnxRuntime +96x64 +verified +passed.*"),
        listed.out());
    assertTrue(listed.out().contains("AGPL-3.0 License; who lets others"), listed.out());
    ModelManifest manifest = ModelManifest.read(models.resolve("mine/3/model.yaml"));
    assertEquals("Enterprise; the file's metadata: AGPL-3.0 License", manifest.licence());
  }

  @Test
  void whatAPersonSaysGoesBeforeWhatTheFileSays() {
    run("--name", "mine", "--classes", "red, green", "--precision", "fp32").assertDone();
    ModelManifest manifest = ModelManifest.read(models.resolve("mine/1/model.yaml"));
    assertEquals(List.of("red", "green"), manifest.classNames());
    assertTrue(manifest.toYaml().contains("fp32: {file: model.onnx"), manifest.toYaml());
  }

  @Test
  void aRefusalIsOneLineAndLeavesNothing() throws IOException {
    run("--name", "mine", "--classes", "a,b,c")
        .assertRefused(
            ExitStatus.MODEL_UNUSABLE,
            file + ": not recognised: --classes: 3 classes (expected: 2, as output output0");
    run("--name", "mine", "--layout", "rf-detr")
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "--layout: rf-detr (expected: one that fits");
    Files.writeString(file, "no model");
    run("--name", "mine").assertRefused(ExitStatus.MODEL_UNUSABLE, file, "not a model");
    Files.delete(file);
    run("--name", "mine").assertRefused(ExitStatus.MODEL_UNUSABLE, file + ": no such file");
    assertFalse(Files.exists(models));
  }

  @Test
  void wrongOptionsAreNamed() {
    run().assertRefused(ExitStatus.WRONG_USAGE, "--name", "models import --help");
    run("--name", "My Model").assertRefused(ExitStatus.WRONG_USAGE, "--name: My Model");
    run("--name", "a", "--version", "0").assertRefused(ExitStatus.WRONG_USAGE, "--version: 0");
    run("--name", "a", "--size", "640").assertRefused(ExitStatus.WRONG_USAGE, "--size: 640");
    run("--name", "a", "--layout", "yolo")
        .assertRefused(ExitStatus.WRONG_USAGE, "--layout", "yolo", "nanodet-plus");
    run("--name", "a", "--precision", "FP 16")
        .assertRefused(ExitStatus.WRONG_USAGE, "--precision: FP 16");
    run("--name", "a", "--licence", " ").assertRefused(ExitStatus.WRONG_USAGE, "--licence");
  }

  private Ran run(Object... options) {
    var arguments = new ArrayList<Object>(List.of("models", "import", file));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--models", models));
    return Ran.command(arguments.toArray());
  }
}
