package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.PackagedService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime of the image has what the application names, and the application runs on it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RuntimeModulesIT {

  private static final Path APPLICATION = Path.of("target/quarkus-app");

  private static final Path AGENT = Path.of("target/agent").toAbsolutePath();

  /** Named by classes that never run here. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "java.rmi", "an exception of the transactions' API that nobody throws",
          "jdk.httpserver", "the agent's server of metrics, which is off",
          "jdk.compiler", "Vert.x' generator of sources, which runs when Vert.x is built");

  /** Named by no class of the application. */
  private static final Map<String, String> ADDED =
      Map.of(
          "java.instrument", "the tracing agent",
          "jdk.jcmd", "thread dumps of a pod that hangs, and of a running recording",
          "jdk.jfr", "recordings",
          "jdk.zipfs", "folders in jar files, such as the database's migrations");

  private static final List<String> MODULES = ContainerFile.read(Images.FILE).modules();

  @Test
  void hasWhatTheApplicationNames() throws Exception {
    Set<String> used = new TreeSet<>(UsedModules.of(APPLICATION).keySet());
    used.removeAll(LEFT_OUT.keySet());
    Set<String> expected = new TreeSet<>(used);
    expected.addAll(ADDED.keySet());
    assertEquals(expected, new TreeSet<>(MODULES));
  }

  @Test
  void hasWhatTheAgentNames() throws Exception {
    Set<String> missing = new TreeSet<>(UsedModules.of(AGENT).keySet());
    assertTrue(missing.contains("java.instrument"), "there is an agent");
    missing.removeAll(LEFT_OUT.keySet());
    missing.removeAll(MODULES);
    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void applicationDetectsOnIt(boolean traced, @TempDir Path folder) throws Exception {
    Path runtime = folder.resolve("java");
    List<String> options =
        new ArrayList<>(ContainerFile.read(Images.FILE).stage("java").words("RUN").orElseThrow());
    options.removeFirst();
    options.set(options.indexOf("--output") + 1, runtime.toString());
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    assertEquals(0, jlink.run(System.out, System.err, options.toArray(String[]::new)));

    Map<String, String> settings =
        Map.of("ML_PIPELINE_ANALYSIS_MODEL", "football-detector:1", "OTEL_TRACES_EXPORTER", "none");
    List<String> jvm = new ArrayList<>(List.of("-Xmx256m"));
    if (traced) {
      jvm.add("-javaagent:" + AGENT.resolve("opentelemetry-javaagent.jar"));
      jvm.add("-Dotel.javaagent.configuration-file=" + AGENT.resolve("agent.properties"));
    }
    try (PackagedService service =
            PackagedService.start(runtime, folder, settings, jvm.toArray(String[]::new));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest detect =
          HttpRequest.newBuilder(service.http().resolve("/v1/detect?timeout=30000000"))
              .header("Content-Type", "image/jpeg")
              .POST(HttpRequest.BodyPublishers.ofFile(Path.of("canary/acceptance/004f89_1.jpg")))
              .build();
      HttpResponse<String> answer = client.send(detect, HttpResponse.BodyHandlers.ofString());
      while (answer.statusCode() == 503) {
        answer = client.send(detect, HttpResponse.BodyHandlers.ofString());
      }
      assertEquals(200, answer.statusCode(), answer.body() + service.log());
      assertFalse(new ObjectMapper().readTree(answer.body()).get("objects").isEmpty());
      assertEquals(traced, service.log().contains("opentelemetry-javaagent - version"));
    }
  }
}
