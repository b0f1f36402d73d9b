package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorManifestTest {

  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String YAML =
      """
      name: identity
      version: "2"
      task: tensors
      format: onnx
      max-batch-size: 8
      precisions:
        fp32: {file: model.onnx, sha256: %s}
        fp16: {file: model.fp16.onnx, sha256: %s}
      default-precision: fp32
      licence: MIT
      training: {seed: 7}
      """
          .formatted(SHA, SHA);

  @TempDir private Path folder;

  @Test
  void everyKeyIsTaken() throws IOException {
    TensorModel model = read(YAML);
    assertEquals(
        new TensorManifest(
            new ModelId("identity", 2),
            8,
            Map.of(
                "fp32",
                new Weights("model.onnx", SHA),
                "fp16",
                new Weights("model.fp16.onnx", SHA)),
            "fp32",
            "MIT",
            Map.of("seed", "7")),
        model.manifest());
    assertEquals(model.manifest().id(), model.id());
    assertEquals(model.manifest().precisions(), model.precisions());
    assertEquals("fp32", model.defaultPrecision());
    assertEquals("MIT", model.licence());
  }

  @Test
  void withoutABatchSizeTheFirstAxisIsNoBatch() throws IOException {
    TensorManifest manifest =
        read(YAML.replace("max-batch-size: 8\n", "").replace("training: {seed: 7}\n", ""))
            .manifest();
    assertEquals(0, manifest.maxBatchSize());
    assertEquals(Map.of(), manifest.training());
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    TensorManifest manifest = read(YAML).manifest();
    assertEquals(manifest, read(manifest.toYaml()).manifest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-batch-size: 8 | max-batch-size: -1 | max-batch-size: -1 (expected: a whole number",
        "max-batch-size: 8 | max-batch-size: many | max-batch-size: many (expected: a whole number",
        "max-batch-size: 8 | batch-sizes: [1] | batch-sizes: unknown key (expected here: ",
        "task: tensors | task: poetry | task: poetry (expected: one of [detection, tensors])",
        "task: tensors | task: detection | input: missing",
        "format: onnx | format: torch | format: torch (expected: onnx)",
        "default-precision: fp32 | default-precision: int8 | default-precision: int8 (expected: one",
        "licence: MIT | licence: '' | licence:  (expected: text",
        "file: model.onnx | file: a.torchscript.pt | precisions.fp32.file: a.torchscript.pt"
      })
  void whatIsWrongIsNamedInOneLine(String right, String wrong, String reason) {
    ModelException refused =
        assertThrows(ModelException.class, () -> read(YAML.replace(right, wrong)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("model.yaml: " + reason), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aDetectorsReaderRefusesIt() throws IOException {
    read(YAML);
    ModelException refused =
        assertThrows(ModelException.class, () -> ModelManifest.read(folder.resolve("model.yaml")));
    assertTrue(
        String.valueOf(refused.getMessage()).endsWith("task: tensors (expected: detection)"));
  }

  private TensorModel read(String yaml) throws IOException {
    Files.writeString(folder.resolve("model.yaml"), yaml);
    return assertInstanceOf(TensorModel.class, ModelEntry.open(new ModelId("identity", 2), folder));
  }
}
