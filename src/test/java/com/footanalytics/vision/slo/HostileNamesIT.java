package com.footanalytics.vision.slo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.PackagedService;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service with its own model: whatever callers send, there are no more series than
 * labels promise, and none of names that they make up.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileNamesIT {

  private static final int NAMES = 200;
  private static final int FEW = 60;
  private static final String MARK = "hostile";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Two versions of the detector, on a machine of whatever sort. */
  private static final SeriesBounds BOUNDS = new SeriesBounds(2, 16);

  @TempDir private static Path folder;
  private static PackagedService service;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    service =
        PackagedService.start(
            folder, Map.of("ML_PIPELINE_DATA_DIR", folder.resolve("data").toString()));
    client = HttpClient.newHttpClient();
    long start = System.nanoTime();
    while (status("GET", "v2/health/ready", "") != 200) {
      assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), "the service is not ready");
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  @Test
  void modelsVersionsMethodsAndCallersOfGrpcAreNoLabels() throws Exception {
    try (HostileGrpc calls = new HostileGrpc(service.grpcPort())) {
      calls.call(MARK + "-0");
      Set<String> before = page().own();
      for (int i = 1; i <= NAMES; i++) {
        calls.call(name(i));
      }
      assertNoNames(before);
    }
  }

  @Test
  void modelsVersionsPathsAndMethodsOfHttpAreNoLabels() throws Exception {
    callByHttp(0);
    Set<String> before = page().own();
    for (int i = 1; i <= NAMES; i++) {
      callByHttp(i);
    }
    assertNoNames(before);
  }

  @Test
  void callsThatAreAnsweredMakeNoMoreSeriesThanLabelsPromise() throws Exception {
    try (Callers callers = new Callers(service, folder.resolve("match"))) {
      callers.callOnce();
      callers.awaitJob();
    }
    MetricsPage page = page();
    assertTrue(page.families().containsKey("ml_detections_per_frame"), "no video was seen");
    assertEquals(List.of(), BOUNDS.broken(page));
  }

  /** Calls are counted when their answers are out, and not all names are refused for one reason. */
  private static void assertNoNames(Set<String> before) throws Exception {
    MetricsPage page = page();
    assertEquals(List.of(), BOUNDS.broken(page));
    Set<String> grown = new TreeSet<>(page.own());
    grown.removeAll(before);
    assertTrue(grown.size() < FEW, () -> grown.size() + " more: " + grown);
    assertFalse(
        grown.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(MARK)),
        grown::toString);
  }

  private static void callByHttp(int number) throws Exception {
    String name = URLEncoder.encode(name(number), UTF_8).replace("+", "%20");
    for (String path :
        List.of(
            "v2/models/NAME/infer",
            "v2/models/football-detector/versions/NAME/infer",
            "v2/repository/models/NAME/load",
            "v1/detect?model=NAME",
            "v1/jobs/NAME",
            "NAME")) {
      refused("POST", path.replace("NAME", name), "{}");
      refused("GET", path.replace("NAME", name), "");
    }
    refused(MARK.toUpperCase(Locale.ROOT) + number, "v1/jobs", "");
  }

  private static void refused(String method, String path, String body) throws Exception {
    int status = status(method, path, body);
    assertTrue(status >= 400 && status < 500, () -> method + " " + path + ": " + status);
  }

  private static int status(String method, String path, String body) throws Exception {
    URI address = service.http().resolve(path);
    return client
        .send(
            HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Caller-Id", path.replaceAll("[^A-Za-z0-9]", ""))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** Some are nothing but odd, others try to end the label that they might become. */
  private static String name(int number) {
    return switch (number % 4) {
      case 0 -> MARK + "-" + number;
      case 1 -> MARK + "\"} 1\n" + number + "{x=\"";
      case 2 -> MARK + "\\\u26bd" + number;
      default -> MARK + "x".repeat(200) + number;
    };
  }

  private static MetricsPage page() throws Exception {
    return MetricsPage.of(client, service.management());
  }
}
