package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The images, built for real on bases of this machine, run, and asked. That for GPUs is built to
 * its end only of what was packaged with the profile {@code gpu}, and its libraries are looked at
 * where {@link GpuBase#CUDA} is set.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImageIT {

  private static final Path FOLDER = Path.of("target/image");
  private static final Path PICTURE = Path.of("canary/acceptance/004f89_1.jpg");
  private static final Pattern LISTENING = Pattern.compile("Listening on: http://\\S+:(\\d+)\\.");
  private static final Path LIBRARIES = Path.of("target/quarkus-app/lib/main");

  /** What comes with the node's driver when a container starts. */
  private static final String DRIVER = "libcuda.so.1";

  private static Buildah buildah;
  private static List<String> bases;

  @BeforeAll
  static void makeBases() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(Path.of("target/sbom")), "no list of parts: package with -Pimage");
    buildah = new Buildah(FOLDER);
    buildah.clean();
    bases = new LocalBases(FOLDER, buildah).build();
  }

  @AfterAll
  static void clean() throws IOException {
    if (buildah != null) {
      buildah.clean();
    }
  }

  @Test
  void imageForProcessorsHoldsNoShellAndFindsPlayers() throws Exception {
    String container = built("cpu");
    Path files = buildah.mount(container);
    JsonNode settings = settings(container);
    assertEquals("10001:10001", settings.get("User").asText());
    holdsNoShell(files);
    listsItsParts(files);
    findsPlayers(container, settings);
  }

  @Test
  void imageForGpusInstallsTensorRtAndFindsPlayersWithoutGpuToo() throws Exception {
    if (!packagedForGpus()) {
      AssertionError refused = assertThrows(AssertionError.class, () -> built("gpu"));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("Setting up libnvonnxparsers10"), message);
      assertTrue(message.contains("libonnxruntime_providers_tensorrt.so"), message);
      return;
    }
    String container = built("gpu");
    Path files = buildah.mount(container);
    JsonNode settings = settings(container);
    assertEquals("10001:10001", settings.get("User").asText());
    listsItsParts(files);
    if (GpuBase.cuda().isPresent()) {
      assertEquals(List.of(DRIVER), missing(files, "libonnxruntime_providers_cuda.so"));
    }
    findsPlayers(container, settings);
  }

  private static boolean packagedForGpus() throws IOException {
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      return libraries.anyMatch(
          library -> library.getFileName().toString().contains(".onnxruntime_gpu-"));
    }
  }

  private static String built(String target) throws IOException {
    List<String> arguments = new ArrayList<>(bases);
    arguments.addAll(List.of("--layers", "--target", target));
    String tag = "localhost/ml-pipeline-" + target;
    buildah.build(Images.FILE, Path.of("."), tag, arguments.toArray(String[]::new));
    return buildah.container(tag);
  }

  private static JsonNode settings(String container) throws IOException {
    return new ObjectMapper().readTree(buildah.inspect(container)).get("OCIv1").get("config");
  }

  /** What a library of ONNX Runtime is linked to and an image does not have. */
  private static List<String> missing(Path files, String library) throws IOException {
    ProcessBuilder ldd =
        new ProcessBuilder("ldd", files.resolve("opt/ml-pipeline/natives/" + library).toString());
    ldd.environment().put("LD_LIBRARY_PATH", files + GpuBase.LIBRARIES.toString());
    String listed = new String(ldd.start().getInputStream().readAllBytes(), UTF_8);
    return listed
        .lines()
        .filter(line -> line.endsWith("not found"))
        .map(line -> line.strip().split(" ")[0])
        .toList();
  }

  private static void holdsNoShell(Path files) throws Exception {
    try (Stream<Path> all = Files.walk(files)) {
      List<String> shells =
          all.map(path -> String.valueOf(path.getFileName()))
              .filter(List.of("sh", "bash", "dash", "busybox")::contains)
              .toList();
      assertEquals(List.of(), shells);
    }
  }

  /** Every library is in the list of parts, with its version. */
  private static void listsItsParts(Path files) throws Exception {
    Path home = files.resolve("opt/ml-pipeline");
    List<String> parts = new ArrayList<>();
    for (JsonNode part :
        new ObjectMapper()
            .readTree(home.resolve("ml-pipeline.cdx.json").toFile())
            .get("components")) {
      parts.add(
          "%s.%s-%s"
              .formatted(
                  part.path("group").asText(),
                  part.get("name").asText(),
                  part.get("version").asText()));
    }
    try (Stream<Path> libraries = Files.walk(home.resolve("lib"))) {
      List<String> missing =
          libraries
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .filter(name ->
                  parts.stream()
                      .noneMatch(part -> name.matches(Pattern.quote(part) + "(-.*)?\\.jar")))
              .toList();
      assertEquals(List.of(), missing);
    }
  }

  private static void findsPlayers(String container, JsonNode settings) throws Exception {
    List<String> entry = new ArrayList<>();
    settings.get("Entrypoint").forEach(word -> entry.add(word.asText()));
    Process process =
        buildah.start(
            container,
            List.of(
                "QUARKUS_HTTP_HOST=127.0.0.1",
                "QUARKUS_HTTP_PORT=0",
                "QUARKUS_GRPC_SERVER_HOST=127.0.0.1",
                "QUARKUS_GRPC_SERVER_PORT=" + FreePort.find(),
                "QUARKUS_MANAGEMENT_HOST=127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT=0",
                "ML_PIPELINE_ANALYSIS_MODEL=football-detector:1",
                "JAVA_TOOL_OPTIONS=-Duser.home=/tmp"),
            entry);
    BufferedReader lines = process.inputReader(UTF_8);
    try (HttpClient client = HttpClient.newHttpClient()) {
      StringBuffer log = new StringBuffer();
      URI http = listening(lines, log);
      Thread.ofVirtual().start(() -> lines.lines().forEach(log::append));
      HttpRequest request =
          HttpRequest.newBuilder(http.resolve("/v1/detect?timeout=30000000"))
              .header("Content-Type", "image/jpeg")
              .POST(HttpRequest.BodyPublishers.ofFile(PICTURE))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      while (answer.statusCode() == 503 && process.isAlive()) {
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      assertTrue(process.isAlive(), log::toString);
      assertEquals(200, answer.statusCode(), answer::body);
      assertFalse(new ObjectMapper().readTree(answer.body()).get("objects").isEmpty());
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.onExit().join();
    }
  }

  private static URI listening(BufferedReader lines, StringBuffer log) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher port = LISTENING.matcher(line);
      if (port.find()) {
        return URI.create("http://127.0.0.1:" + port.group(1));
      }
    }
    throw new AssertionError("the service did not start: " + log);
  }
}
