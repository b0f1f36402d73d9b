package com.footanalytics.vision.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.http.Api;
import com.footanalytics.vision.http.ChunkedCall;
import com.footanalytics.vision.http.Problems;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ServiceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final ServiceState state;
  private final MicrometerTelemetry telemetry;

  @TestHTTPResource(value = "/", management = true)
  private URI management;

  @TestHTTPResource("/")
  private URI service;

  @Inject
  ServiceTest(ServiceState state, MicrometerTelemetry telemetry) {
    this.state = state;
    this.telemetry = telemetry;
  }

  @AfterEach
  void takeWorkAgain() {
    state.ready();
  }

  @Test
  void aStartedServiceIsLiveAndReadyOnBothPorts() {
    given().get("/v2/health/live").then().statusCode(200).body("live", equalTo(true));
    given().get("/v2/health/ready").then().statusCode(200).body("ready", equalTo(true));
    given().get(management.resolve("/q/health/live")).then().statusCode(200);
    given()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("checks.name", hasItems("work", "database", "storage"));
    given()
        .get(management.resolve("/q/health/started"))
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("started"));
  }

  @Test
  void healthAndMetricsAreOnTheManagementPortOnly() {
    assertTrue(service.getPort() != management.getPort());
    given().get("/q/health").then().statusCode(404);
    given().get("/q/metrics").then().statusCode(404);
    given().get(management.resolve("/v1/jobs")).then().statusCode(404);
  }

  @Test
  void aDrainingServiceTakesNoNewWorkAndStillAnswers() {
    String job = Api.start("match.mp4", "{}");
    state.draining();
    given()
        .get("/v2/health/ready")
        .then()
        .statusCode(503)
        .body("error", containsString("stopping"));
    given()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(503)
        .body("checks.data.reason", notNullValue());
    for (String path : List.of("/q/health/live", "/q/health/started")) {
      given().get(management.resolve(path)).then().statusCode(200);
    }
    given().get("/v2/health/live").then().statusCode(200);
    for (String path : List.of("/v1/detect", "/v1/videos", "/v1/videos/x/jobs")) {
      String type = path.endsWith("jobs") ? "application/json" : "image/png";
      Problems.assertProblem(
              given()
                  .contentType(path.equals("/v1/videos") ? "video/mp4" : type)
                  .body(new byte[] {1})
                  .post(path)
                  .then(),
              503,
              "stopping")
          .header("Retry-After", notNullValue());
    }
    given().get("/v1/jobs/{id}", job).then().statusCode(200);
    assertEquals("succeeded", Api.awaitEnd(job));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/detect", "/v1/videos", "/v2/models/sum/infer"})
  void whoSendsEverythingBeforeHeReadsHearsThatTheServiceDrains(String path) throws IOException {
    state.draining();
    try (ChunkedCall call = ChunkedCall.to(service)) {
      call.begin("POST " + path, "Content-Type: video/mp4");
      call.send(12 << 20);
      call.end();
      assertEquals(503, call.status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/nothing", "/v1/jobs/a/b/c", "/index.html"})
  void nothingElseIsThere(String path) {
    Problems.assertProblem(given().get(path).then(), 404, "nothing is at " + path);
  }

  @Test
  void theProtocolV2AnswersErrorsInItsOwnForm() {
    given().get("/v2/nothing").then().statusCode(404).body("error", containsString("/v2/nothing"));
  }

  @Test
  void requestsAreCountedUnderTheirTemplate() {
    given().get("/v1/jobs/{id}", "nosuch").then().statusCode(404);
    given().get("/wp-admin/{x}", "nosuch").then().statusCode(404);
    given().request("BREW", "/v1/jobs").then().statusCode(405);
    for (String series :
        List.of(
            "method=\"GET\",route=\"/v1/jobs/{id}\",status=\"404\"",
            "method=\"GET\",route=\"unmatched\",status=\"404\"",
            "method=\"other\",route=\"/v1/jobs\",status=\"405\"")) {
      awaitSeries("http_request_duration_seconds_count{" + series);
    }
    String page = page();
    assertTrue(page.contains("le=\"0.2\""), page);
    assertTrue(!page.contains("nosuch") && !page.contains("http_server"), page);
  }

  @Test
  void whoAsksForOpenMetricsIsToldTheTracesOfMeasurements() {
    SpanContext context =
        SpanContext.create(
            TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    try (Scope _ = Span.wrap(context).makeCurrent()) {
      telemetry.answered("GET", "/v1/jobs/{id}", 418, 1_500_000_000L);
    }
    given()
        .accept(MetricsFormatTest.PROMETHEUS_2)
        .get(management.resolve("/q/metrics"))
        .then()
        .statusCode(200)
        .contentType(containsString("application/openmetrics-text"))
        .body(containsString("trace_id=\"" + TRACE + "\""));
    given()
        .accept("application/openmetrics-text")
        .get(management.resolve("/q/metrics"))
        .then()
        .statusCode(200)
        .body(containsString(TRACE));
    assertTrue(!page().contains(TRACE), "the text format knows no exemplars");
  }

  @Test
  void jobsAreCountedByTheirEnd() {
    double before = jobs("succeeded");
    String job = Api.start("match.mp4", "{}");
    assertEquals("succeeded", Api.awaitEnd(job));
    String next = Api.start("match.mp4", "{}");
    assertEquals("succeeded", Api.awaitEnd(next));
    assertTrue(jobs("succeeded") >= before + 1);
    assertTrue(jobs("rejected") >= 0);
  }

  /** A request is counted when its answer is out, so its caller may be there first. */
  private void awaitSeries(String series) {
    String page = page();
    for (int i = 0; i < 100 && !page.contains(series); i++) {
      page = page();
    }
    assertTrue(page.contains(series), page);
  }

  private double jobs(String outcome) {
    var series =
        Pattern.compile("video_processing_jobs_total\\{outcome=\"" + outcome + "\",?} (\\S+)")
            .matcher(page());
    assertTrue(series.find());
    return Double.parseDouble(series.group(1));
  }

  private String page() {
    return given()
        .accept("text/plain")
        .get(management.resolve("/q/metrics"))
        .then()
        .statusCode(200)
        .body(not(containsString("_seconds_seconds")))
        .extract()
        .asString();
  }
}
