package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.TestingSteps;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class JobsResourceTest {

  private final TestingSteps analyzer;

  @Inject
  JobsResourceTest(TestingSteps analyzer) {
    this.analyzer = analyzer;
  }

  @Test
  void aRunningJobTellsItsProgress() throws Exception {
    String job = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    given()
        .get("/v1/jobs/{id}", job)
        .then()
        .statusCode(200)
        .body("id", equalTo(job))
        .body("state", equalTo("running"))
        .body("progress.ratio", equalTo(0.5f))
        .body("progress.frames_done", equalTo(5))
        .body("progress.frames_expected", equalTo(10))
        .body("progress.frames_per_second", notNullValue())
        .body("started_at", notNullValue())
        .body("ended_at", nullValue());
    analyzer.release();
    assertEquals("succeeded", Api.awaitEnd(job));
    given()
        .get("/v1/jobs/{id}", job)
        .then()
        .body("progress.ratio", equalTo(1.0f))
        .body("ended_at", notNullValue());
  }

  @ParameterizedTest
  @CsvSource({"unreadable.mp4, no picture could be decoded", "crash.mp4, internal error"})
  void aFailedJobTellsWhy(String name, String reason) {
    String job = Api.start(name, "{}");
    assertEquals("failed", Api.awaitEnd(job));
    given()
        .get("/v1/jobs/{id}", job)
        .then()
        .body("reason", containsString(reason))
        .body("reason", not(containsString("secret")));
  }

  @Test
  void aRunningJobIsAskedToEndAndEndsWithinASecond() throws Exception {
    String job = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    long asked = System.nanoTime();
    Api.cancel(job).statusCode(202).body("cancel_requested", equalTo(true));
    assertEquals("cancelled", Api.awaitEnd(job));
    assertTrue(System.nanoTime() - asked < 1_000_000_000L);
    Api.cancel(job).statusCode(200).body("state", equalTo("cancelled"));
  }

  @Test
  void aJobThatEndedOtherwiseCannotBeCancelled() {
    String job = Api.start("match.mp4", "{}");
    assertEquals("succeeded", Api.awaitEnd(job));
    Problems.assertProblem(Api.cancel(job), 409, "has succeeded already");
  }

  @Test
  void aFullQueueSaysWhenToComeAgain() throws Exception {
    List<String> jobs = new ArrayList<>(List.of(Api.start("hold.mp4", "{}")));
    analyzer.awaitHeld();
    for (int i = 0; i < 3; i++) {
      jobs.add(Api.start("match.mp4", "{}"));
    }
    Problems.assertProblem(Api.post("match.mp4", "{}"), 429, "3 jobs wait already")
        .header("Retry-After", "1");
    given()
        .queryParam("analyze", "true")
        .contentType("video/mp4")
        .body("x".getBytes(UTF_8))
        .post("/v1/videos")
        .then()
        .statusCode(201)
        .body("job", nullValue())
        .body("job_refused", containsString("3 jobs wait"));
    given()
        .queryParam("state", "queued")
        .get("/v1/jobs")
        .then()
        .body("jobs.id", contains(jobs.get(3), jobs.get(2), jobs.get(1)));
    Collections.reverse(jobs);
    for (String job : jobs) {
      Api.cancel(job);
      assertEquals("cancelled", Api.awaitEnd(job));
    }
  }

  @Test
  void theListIsReadPageByPageNewestFirst() {
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      started.addFirst(Api.start("match.mp4", "{}"));
      assertEquals("succeeded", Api.awaitEnd(started.getFirst()));
    }
    var first =
        given()
            .queryParam("limit", 3)
            .queryParam("state", "succeeded")
            .get("/v1/jobs")
            .then()
            .statusCode(200)
            .body("jobs.id", equalTo(started.subList(0, 3)))
            .body("next", notNullValue())
            .extract();
    given()
        .get(first.<String>path("next"))
        .then()
        .body("jobs[0].id", equalTo(started.get(3)))
        .body("jobs[1].id", equalTo(started.get(4)))
        .body("jobs.state", everyItem(equalTo("succeeded")))
        .body("jobs.size()", not(lessThan(2)));
  }

  @Test
  void theAnalysesOfOneVideoAreListedPageByPage() {
    List<String> videos = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String job = Api.start("match.mp4", "{}");
      assertEquals("succeeded", Api.awaitEnd(job));
      videos.add(given().get("/v1/jobs/{id}", job).then().extract().path("video"));
    }
    String job =
        given()
            .contentType("application/json")
            .body("{}")
            .post("/v1/videos/{id}/jobs", videos.getFirst())
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    assertEquals("succeeded", Api.awaitEnd(job));
    String next =
        given()
            .queryParam("video", videos.getFirst())
            .queryParam("limit", 1)
            .get("/v1/jobs")
            .then()
            .body("jobs.id", contains(job))
            .extract()
            .path("next");
    given()
        .get(next)
        .then()
        .body("jobs.video", contains(videos.getFirst()))
        .body("next", nullValue());
    given().queryParam("video", "no&such").get("/v1/jobs").then().body("jobs.size()", equalTo(0));
  }

  @Test
  void theEndOfTheListHasNoNext() {
    String job = Api.start("match.mp4", "{}");
    assertEquals("succeeded", Api.awaitEnd(job));
    given()
        .queryParam("limit", 500)
        .get("/v1/jobs")
        .then()
        .body("jobs.id", hasItem(job))
        .body("next", nullValue());
    given()
        .queryParam("after", "00000000000000000000000000")
        .get("/v1/jobs")
        .then()
        .body("jobs.size()", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource({"limit, 0", "limit, 501", "limit, many", "after, 17", "after, ../x", "state, done"})
  void parametersThatMakeNoSenseAreNamed(String name, String value) {
    Problems.assertProblem(
        given().queryParam(name, value).get("/v1/jobs").then(), 400, name + ": " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "01hqv000000000000000000000", "..%2F..%2Fetc%2Fpasswd"})
  void noOtherIdFindsAJob(String id) {
    String path = "/v1/jobs/" + id;
    for (String part : List.of("", "/events", "/detections", "/annotated.mp4", "/summary")) {
      Problems.assertProblem(
          given().urlEncodingEnabled(false).get(path + part).then(), 404, "no job has the id");
    }
    Problems.assertProblem(
        given().urlEncodingEnabled(false).delete(path).then(), 404, "no job has the id");
  }
}
