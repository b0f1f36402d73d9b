package com.footanalytics.vision.app;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever callers name, they make no series of their own. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class BoundedLabelsTest {

  private static final int CALLS = 60;
  private static final String MARK = "hostile";
  private static final List<String> NAMES =
      List.of(
          MARK,
          MARK + "\"} 1\n" + MARK + "{x=\"",
          MARK + "\\",
          MARK + "\u0000",
          MARK + "\u26bd\u202e",
          MARK + "{model}",
          MARK + "%2e%2e",
          MARK + "x".repeat(2000));

  @TestHTTPResource("/")
  private URI service;

  @TestHTTPResource(value = "/", management = true)
  private URI management;

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/NAME",
        "/v2/models/NAME/ready",
        "/v2/models/NAME/infer",
        "/v2/models/sum/versions/NAME/infer",
        "/v2/models/NAME/versions/NAME/stats",
        "/v2/repository/models/NAME/load",
        "/v1/jobs/NAME",
        "/v1/jobs/NAME/events",
        "/v1/videos/NAME/jobs",
        "/v1/uploads/NAME",
        "/v1/NAME",
        "/NAME"
      })
  void aNameInAPathIsNoLabel(String path) throws Exception {
    for (String name : NAMES) {
      String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      send("GET", path.replace("NAME", encoded));
      send("POST", path.replace("NAME", encoded));
    }
    assertNoTrace();
  }

  @Test
  void endlesslyManyPathsAndMethodsMakeFewSeries() throws Exception {
    for (int i = 0; i < CALLS; i++) {
      send("GET", "/%s%d/%d".formatted(MARK, i, i));
      send("GET", "/v1/jobs/%s%d".formatted(MARK, i));
      send("%s%d".formatted(MARK, i), "/v1/jobs");
      send("POST", "/v2/models/%s%d/infer".formatted(MARK, i));
    }
    String page = awaitCount("route=\"/v2/models/{model}/infer\"", CALLS);
    assertNoTrace();
    Set<String> routes = values(page, "route");
    Set<String> methods = values(page, "method");
    assertTrue(routes.contains("unmatched") && methods.contains("other"), page);
    assertTrue(
        routes.stream().allMatch(route -> route.equals("unmatched") || route.startsWith("/v")),
        routes::toString);
    assertTrue(
        Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other")
            .containsAll(methods),
        methods::toString);
  }

  @Test
  void namesOfModelsAndModelsVersionsInABodyAreNoLabels() throws Exception {
    for (String name : List.of(MARK, MARK + ":1", MARK + ":" + MARK)) {
      given()
          .contentType("application/json")
          .body("{\"model\":\"%s\"}".formatted(name))
          .post("/v1/videos/{id}/jobs", "none");
      given().queryParam("model", name).contentType("image/png").body(name).post("/v1/detect");
    }
    assertNoTrace();
  }

  private void send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.resolve("/") + path.substring(1)))
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
            .build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    assertTrue(status >= 400 && status < 600, method + " " + path + ": " + status);
  }

  private void assertNoTrace() {
    String page = page();
    List<String> traces = page.lines().filter(line -> line.contains(MARK)).toList();
    assertEquals(List.of(), traces);
  }

  /** A request is counted when its answer is out, so its caller may be there first. */
  private String awaitCount(String label, int least) {
    String page = page();
    for (int i = 0; i < 100 && count(page, label) < least; i++) {
      page = page();
    }
    assertTrue(count(page, label) >= least, page);
    return page;
  }

  private static double count(String page, String label) {
    return page.lines()
        .filter(line -> line.startsWith("http_request_duration_seconds_count{"))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static Set<String> values(String page, String label) {
    return Pattern.compile("[{,]" + label + "=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String page() {
    return given()
        .accept("text/plain")
        .get(management.resolve("/q/metrics"))
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}
