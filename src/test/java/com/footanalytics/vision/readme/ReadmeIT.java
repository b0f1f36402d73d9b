package com.footanalytics.vision.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingPictures;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's HTTP examples into a shell, against the packaged service. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadmeIT {

  private static final Pattern EXAMPLE =
      Pattern.compile("## HTTP\\n.*?```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PORTS =
      Pattern.compile("Listening on: \\S+:(\\d+)\\. Management interface listening on \\S+:(\\d+)");

  @TempDir private Path folder;

  @Test
  void theHttpExamplesRunAsTheyAre() throws Exception {
    Files.copy(TestingClips.plain(), folder.resolve("match.mp4"));
    Files.write(folder.resolve("frame.jpg"), TestingPictures.jpeg(320, 192));
    Process service = start();
    try {
      BufferedReader log = service.inputReader(StandardCharsets.UTF_8);
      Matcher ports = awaitPorts(log);
      Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
      String printed = runExample(ports.group(1), ports.group(2));
      assertTrue(printed.contains("\"state\":\"succeeded\""), printed);
      assertTrue(printed.contains("\"type\":\"end\""), printed);
      assertTrue(printed.contains("footanalytics.summary/1"), printed);
      assertTrue(printed.contains("protocol=\"video\""), printed);
      assertTrue(printed.contains("ml_model_accuracy_score{dataset=\"golden\""), printed);
    } finally {
      service.destroy();
      service.waitFor();
    }
    assertEquals(0, service.exitValue(), "SIGTERM ends the service in order");
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-jar",
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString());
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    builder
        .environment()
        .put("ML_PIPELINE_MODELS_DIR", Path.of("models").toAbsolutePath().toString());
    return builder.directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static Matcher awaitPorts(BufferedReader log) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher ports = PORTS.matcher(line);
      if (ports.find()) {
        return ports;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("the service did not start:\n" + seen);
  }

  private String runExample(String port, String managementPort) throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertTrue(example.find(), "README has no HTTP example");
    String script =
        "set -euo pipefail\n"
            + example
                .group(1)
                .replace("localhost:8080", "127.0.0.1:" + port)
                .replace("localhost:9001", "127.0.0.1:" + managementPort);
    Process shell =
        new ProcessBuilder(List.of("bash", "-c", script))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), printed);
    return printed;
  }
}
