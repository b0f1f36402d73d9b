package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a service is not accepted is the last line that is printed. */
class AcceptanceScriptTest {

  private static final String READY = "/v2/health/ready";
  private static final String DETECT = "/v1/detect";

  @TempDir private Path folder;
  @TempDir private Path other;

  private HttpServer server;
  private MountedScripts scripts;

  @BeforeEach
  void start() throws IOException {
    LoadTools.require("bash", "curl", "jq");
    scripts = MountedScripts.of(Overlay.STAGING, folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}                   | 004f89_1.jpg: answered with 500: {}",
        "200 | <html>               | 004f89_1.jpg: no list of objects: <html>",
        "200 | {\"detections\": []} | 004f89_1.jpg: no list of objects: {\"detections\": []}",
        "200 | {\"objects\": []}    | too little found or too much invented (expected: recall 0.80, precision 0.85)",
      })
  void anAnswerThatIsWrongIsNamed(int status, String body, String expected) {
    answer(READY, 200, "");
    answer(DETECT, status, body);
    assertEquals("acceptance: " + expected, lastLine(scripts));
  }

  @Test
  void aServiceThatIsNotReadyIsNamed() {
    answer(READY, 503, "");
    assertEquals(
        "acceptance: %s is not ready: curl: (22) The requested URL returned error: 503"
            .formatted(base()),
        lastLine(scripts));
  }

  @Test
  void aServiceThatIsNotThereIsNotReady() {
    server.stop(0);
    assertEquals(
        "acceptance: %s is not ready: curl: (7) Failed to connect to 127.0.0.1 port %d"
            .formatted(base(), server.getAddress().getPort()),
        lastLine(scripts).replaceFirst("( after .*|: Connection refused)$", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "truth.json   | ''    | truth.json names no pictures",
        "truth.json   | {}    | truth.json names no pictures",
        "truth.json   | 004f8 | truth.json names no pictures",
        "004f9f_0.jpg | ''    | 004f9f_0.jpg is not there",
      })
  void aGoldenSetThatIsNotWholeIsNamed(String file, String text, String expected)
      throws IOException {
    answer(READY, 200, "");
    answer(DETECT, 200, "{\"objects\": []}");
    assertEquals(
        "acceptance: no golden set in %s: %s".formatted(other, expected),
        lastLine(scripts.with(Files.createDirectories(other), file, text)));
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private String lastLine(MountedScripts mounted) {
    Ended ended =
        LoadTools.run(
            mounted
                .command("acceptance")
                .replace("http://ml-pipeline-canary.ai-processing:8080", base()),
            "READY_SECONDS=1",
            "LC_ALL=C");
    assertEquals(1, ended.status(), ended.output());
    return ended.output().lines().toList().getLast();
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
