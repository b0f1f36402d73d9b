package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where commands run models, in a build for the processor. */
class DeviceOptionTest {

  @TempDir Path folder;
  private Path models = Path.of("");
  private Path picture = Path.of("");

  @BeforeEach
  void writeModelAndPicture() throws IOException {
    models = TestingModels.repository(folder);
    picture = Files.write(folder.resolve("a.png"), TestingPictures.png(96, 64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "TENSORRT"})
  void aGpuThatIsNotThereIsSaidInOneLineAndTheCommandGoesOn(String device) throws IOException {
    Path out = folder.resolve("out.json");
    Ran ran = Ran.command("detect", picture, "--out", out, "--models", models, "--device", device);
    ran.assertDone();
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().startsWith("ml-pipeline: runs on cpu: "), ran.err());
    assertTrue(ran.err().contains("a build with -Pgpu"), ran.err());
    assertTrue(Files.size(out) > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu"})
  void nothingIsSaidWhereNothingIsMissed(String device) {
    Path out = folder.resolve("out.json");
    Ran ran = Ran.command("detect", picture, "--out", out, "--models", models, "--device", device);
    ran.assertDone();
    assertEquals("", ran.err());
  }

  @Test
  void theListOfModelsSaysWhereEachRunsAndWhy() {
    Ran listed = Ran.command("models", "--models", models, "--device", "cuda");
    listed.assertDone();
    assertTrue(listed.out().matches("(?s).*tiny:1 +fp32\\* .* passed +cpu .*"), listed.out());
    assertTrue(listed.out().contains("tiny:1 fp32 runs on cpu: cuda:0: "), listed.out());
  }

  @Test
  void aRequiredGpuThatIsNotThereEndsTheCommand() {
    Ran.command(
            "detect",
            picture,
            "--out",
            folder.resolve("out.json"),
            "--models",
            models,
            "--device=cuda",
            "--require-gpu=true")
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "ml-pipeline.inference.require-gpu", "tiny:1");
  }

  @Test
  void anUnknownDeviceIsWrongUsage() {
    Ran.command("models", "--models", models, "--device", "tpu")
        .assertRefused(ExitStatus.WRONG_USAGE, "tpu", "--device");
  }

  @Test
  void withoutPyTorchTorchScriptIsListedAndRefusedInOneLine() throws Exception {
    addTorchScript();
    List<String> listed = withoutPyTorch("models");
    assertEquals("0", listed.getFirst(), listed::toString);
    assertTrue(
        listed.stream()
            .anyMatch(
                line -> line.matches(".* torchscript +PyTorch .* verified +not run +none .*")),
        listed::toString);
    assertEquals(
        List.of(
            "4",
            "ml-pipeline: tiny:1: precision torchscript needs the PyTorch engine"
                + " (expected: a build with -Ppytorch)"),
        withoutPyTorch("warm-up", "--precision", "torchscript"));
  }

  /** Weights that are listed as TorchScript and are none. */
  private void addTorchScript() throws Exception {
    Path model = models.resolve("tiny/1");
    Path weights = Files.write(model.resolve("model.torchscript.pt"), new byte[] {1, 2, 3});
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    String hash = HexFormat.of().formatHex(digest.digest(Files.readAllBytes(weights)));
    String entry = "  torchscript: {file: model.torchscript.pt, sha256: %s}%n".formatted(hash);
    Path manifest = model.resolve("model.yaml");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("(?m)^default-precision", entry + "default-precision"));
  }

  /** Runs a command in a process of its own; its exit status, then what it said. */
  private List<String> withoutPyTorch(String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dslf4j.internal.verbosity=ERROR",
            Main.class.getName());
    command.command().addAll(List.of(arguments));
    command.command().addAll(List.of("--models", models.toString()));
    command.redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile());
    command
        .environment()
        .put(
            "CLASSPATH",
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("pytorch") && !entry.contains("jboss-logmanager"))
                .collect(Collectors.joining(File.pathSeparator)));
    Process process = command.start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    List<String> said = Files.readAllLines(folder.resolve("said.txt"));
    said.addFirst(Integer.toString(process.exitValue()));
    return said;
  }
}
