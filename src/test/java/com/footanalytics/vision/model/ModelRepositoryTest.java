package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ExampleModels;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {

  @TempDir Path folder;
  private Path root;
  private ModelRepository repository;

  @BeforeEach
  void writeModel() {
    root = TestingModels.repository(folder);
    repository = new ModelRepository(root);
  }

  @Test
  void theOnlyModelNeedsNoName() {
    assertEquals(new ModelId("tiny", 1), repository.only().manifest().id());
    assertEquals(root.resolve("tiny/1"), repository.only().folder());
  }

  @Test
  void aVersionThatIsAddedServesOnlyWhoAsksForIt() {
    TestingModels.add(root, "tiny", 9, 96, 64);
    TestingModels.add(root, "tiny", 10, 96, 64);

    assertEquals(new ModelId("tiny", 1), repository.only().manifest().id());
    assertEquals(new ModelId("tiny", 1), repository.find("tiny").manifest().id());
    assertEquals(new ModelId("tiny", 10), repository.find("tiny:10").manifest().id());
    assertEquals(new ModelId("tiny", 9), repository.find("tiny:9").manifest().id());
  }

  @Test
  void ofSeveralModelsOneMustBeNamed() {
    TestingModels.add(root, "other", 2, 96, 64);

    assertEquals(new ModelId("other", 2), repository.find("other").manifest().id());
    assertRefused(repository::only, "several models: other:2, tiny:1");
  }

  @Test
  void aModelThatIsNotThereIsAnsweredWithWhatIs() {
    for (String choice : List.of("big", "tiny:2", "tiny:", "tiny:x", "../tiny", "../tiny:1", "")) {
      assertRefused(() -> repository.find(choice), "there is: tiny:1");
    }
  }

  @Test
  void anEmptyRepositorySaysHowToFillIt() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertRefused(new ModelRepository(empty)::only, "no models here");
    assertRefused(new ModelRepository(folder.resolve("nowhere"))::only, "no such folder");
    assertRefused(new ModelRepository(root.resolve("tiny/1/model.yaml"))::list, "no such folder");
  }

  @Test
  void onlyFoldersWithAManifestAreListed() throws IOException {
    Files.createDirectories(root.resolve("training/1"));
    Files.createDirectories(root.resolve("tiny/next"));
    Files.writeString(root.resolve("README.md"), "about models");
    Path damaged = Files.createDirectories(root.resolve("damaged/3"));
    Files.writeString(damaged.resolve("model.yaml"), "name: [");

    assertEquals(List.of(new ModelId("damaged", 3), new ModelId("tiny", 1)), repository.list());
    assertRefused(() -> repository.find("damaged"), "not YAML");
  }

  @Test
  void modelsForTensorsStandBesideDetectors() {
    ExampleModels.write(root);

    assertEquals(new ModelId("tiny", 1), repository.only().id());
    assertEquals(ExampleModels.all().size() + 1, repository.list().size());
    assertInstanceOf(ModelPackage.class, repository.findEntry("tiny"));
    ModelEntry simple = repository.openEntry(new ModelId("simple", 1));
    assertEquals(simple, assertInstanceOf(TensorModel.class, repository.findEntry("simple:1")));
    assertEquals("model.onnx", simple.verifiedWeights("native").getFileName().toString());
    assertEquals(root.resolve("simple/1"), simple.folder());
  }

  @Test
  void whereADetectorIsWantedAModelForTensorsIsRefused() throws IOException {
    ExampleModels.write(root);
    String refusal = "identity:1: task tensors (expected: detection)";

    assertRefused(() -> repository.open(new ModelId("identity", 1)), refusal);
    assertRefused(() -> repository.find("identity"), refusal);
    assertRefused(() -> repository.find("identity:2"), "no identity:2");
    Files.delete(root.resolve("tiny/1/model.yaml"));
    assertRefused(repository::only, "no detector (there is: identity:1, ");
    Files.writeString(root.resolve("simple/1/model.yaml"), "task: [");
    assertRefused(repository::only, "not YAML");
  }

  @Test
  void weightsOfModelsForTensorsAreVerifiedToo() throws IOException {
    ExampleModels.write(root);
    ModelEntry simple = repository.findEntry("simple");
    Files.writeString(root.resolve("simple/1/model.onnx"), "replaced");

    assertRefused(() -> simple.verifiedWeights("native"), "sha256");
    assertRefused(() -> simple.verifiedWeights("int8"), "simple:1: no precision int8");
  }

  @Test
  void aFolderMustHoldTheModelItIsNamedAfter() throws IOException {
    Files.createDirectories(root.resolve("tiny/2"));
    Files.copy(root.resolve("tiny/1/model.yaml"), root.resolve("tiny/2/model.yaml"));

    assertRefused(() -> repository.find("tiny:2"), "describes tiny:1");
  }

  @Test
  void weightsAreHandedOutWhenTheirChecksumHolds() {
    Path weights = repository.only().verifiedWeights("fp32");

    assertEquals("model.onnx", weights.getFileName().toString());
    assertRefused(() -> repository.only().weights("int8"), "[fp32]");
  }

  @Test
  void damagedOrMissingWeightsAreRefused() throws IOException {
    Path weights = root.resolve("tiny/1/model.onnx");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    assertRefused(() -> repository.only().verifiedWeights("fp32"), "sha256");

    Files.delete(weights);
    assertRefused(() -> repository.only().verifiedWeights("fp32"), "model.onnx cannot be read");
  }

  @Test
  void weightsOutsideTheFolderAreRefused() throws IOException {
    Path manifest = root.resolve("tiny/1/model.yaml");
    String yaml = Files.readString(manifest);
    Path outside = Files.copy(root.resolve("tiny/1/model.onnx"), root.resolve("model.onnx"));
    Files.createSymbolicLink(root.resolve("tiny/1/link.onnx"), outside);

    for (String file : List.of("../../model.onnx", outside.toString(), "link.onnx", ".")) {
      Files.writeString(manifest, yaml.replace("file: model.onnx", "file: " + file));
      assertRefused(() -> repository.only().verifiedWeights("fp32"), "inside the folder");
    }
  }

  /** Gives version 1 a golden set of two pictures and the manifest their hash. */
  private Path addGolden() throws Exception {
    Path golden = root.resolve("tiny/1/golden");
    Files.createDirectories(golden.resolve("images"));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("labels".getBytes(StandardCharsets.UTF_8));
    digest.update("one".getBytes(StandardCharsets.UTF_8));
    digest.update("two".getBytes(StandardCharsets.UTF_8));
    Files.writeString(golden.resolve("annotations.json"), "labels");
    Files.writeString(golden.resolve("images/b.jpg"), "two");
    Files.writeString(golden.resolve("images/a.jpg"), "one");
    Files.writeString(
        root.resolve("tiny/1/model.yaml"),
        "golden: {annotations: golden/annotations.json, pictures: 2, sha256: %s}\n"
            .formatted(HexFormat.of().formatHex(digest.digest())),
        StandardOpenOption.APPEND);
    return golden;
  }

  @Test
  void aGoldenSetIsHandedOutWhenItIsWhole() throws Exception {
    Path golden = addGolden();
    assertEquals(
        golden.resolve("annotations.json").toRealPath(), repository.only().verifiedGolden());
  }

  @Test
  void aDamagedOrMissingGoldenSetIsRefused() throws Exception {
    assertRefused(() -> repository.only().verifiedGolden(), "no golden set");
    Path golden = addGolden();
    Files.writeString(golden.resolve("images/a.jpg"), "0ne");
    assertRefused(() -> repository.only().verifiedGolden(), "damaged");
    Files.writeString(golden.resolve("images/a.jpg"), "one");
    Files.writeString(golden.resolve("images/c.jpg"), "");
    assertRefused(() -> repository.only().verifiedGolden(), "3 pictures");
    Files.delete(golden.resolve("annotations.json"));
    assertRefused(() -> repository.only().verifiedGolden(), "cannot be read");
  }

  @Test
  void idsAreOrderedByNumberNotByText() {
    assertTrue(new ModelId("a", 10).compareTo(new ModelId("a", 9)) > 0);
    assertTrue(new ModelId("a", 10).compareTo(new ModelId("b", 9)) < 0);
    assertEquals("a:10", new ModelId("a", 10).toString());
  }

  private static void assertRefused(Executable call, String reason) {
    String message = String.valueOf(assertThrows(ModelException.class, call).getMessage());
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }
}
