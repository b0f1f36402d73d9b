package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.pipeline.TestingSteps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JobResultsResourceTest {

  private static final String ALL =
      TestingSteps.HEADER + lines(TestingSteps.FRAMES) + TestingSteps.END;
  private static final String SO_FAR = TestingSteps.HEADER + lines(TestingSteps.HELD_AFTER);

  private final TestingSteps analyzer;

  @Inject
  JobResultsResourceTest(TestingSteps analyzer) {
    this.analyzer = analyzer;
  }

  @Test
  void detectionsAreJsonLines() {
    String job = ended("match.mp4", "{}");
    detections(job, null)
        .statusCode(200)
        .contentType("application/x-ndjson")
        .header("Accept-Ranges", "bytes")
        .header("Content-Length", Integer.toString(ALL.length()))
        .body(equalTo(ALL));
  }

  @Test
  void wholeLinesAreThereWhileTheJobRuns() throws Exception {
    String job = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    detections(job, null).statusCode(200).body(equalTo(SO_FAR));
    int known = TestingSteps.HEADER.length();
    detections(job, "bytes=" + known + "-")
        .statusCode(206)
        .header("Content-Range", "bytes %d-%d/*".formatted(known, SO_FAR.length() - 1))
        .body(equalTo(lines(TestingSteps.HELD_AFTER)));
    Problems.assertProblem(detections(job, "bytes=" + SO_FAR.length() + "-"), 416, "range")
        .header("Content-Range", "bytes */" + SO_FAR.length());
    analyzer.release();
    assertEquals("succeeded", Api.awaitEnd(job));
    detections(job, "bytes=" + SO_FAR.length() + "-")
        .statusCode(206)
        .body(equalTo(ALL.substring(SO_FAR.length())));
  }

  @Test
  void aWaitingJobHasNoLinesYet() throws Exception {
    String running = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    String waiting = Api.start("match.mp4", "{\"annotate\": true}");
    detections(waiting, null).statusCode(200).body(equalTo(""));
    Problems.assertProblem(get(waiting, "summary", null), 409, "is queued");
    Api.cancel(waiting);
    Api.cancel(running);
    assertEquals("cancelled", Api.awaitEnd(running));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold.mp4", "crash.mp4"})
  void aJobWithoutAGoodEndHasNoResults(String name) throws Exception {
    String job = Api.start(name, "{\"annotate\": true}");
    if (name.startsWith("hold")) {
      analyzer.awaitHeld();
      Api.cancel(job);
    }
    String state = Api.awaitEnd(job);
    for (String result : new String[] {"detections", "summary", "annotated.mp4"}) {
      Problems.assertProblem(get(job, result, null), 404, "it has " + state);
    }
  }

  @Test
  void theAnnotatedVideoIsThereIfAskedFor() {
    String job = ended("match.mp4", "{\"annotate\": true}");
    get(job, "annotated.mp4", null)
        .statusCode(200)
        .contentType("video/mp4")
        .body(equalTo("0123456789"));
    Problems.assertProblem(
        get(ended("match.mp4", "{}"), "annotated.mp4", null), 404, "annotate: true");
  }

  @Test
  void theAnnotatedVideoAndTheSummaryComeWhenTheJobIsDone() throws Exception {
    String job = Api.start("hold.mp4", "{\"annotate\": true}");
    analyzer.awaitHeld();
    Problems.assertProblem(get(job, "annotated.mp4", null), 409, "is running");
    Problems.assertProblem(get(job, "summary", null), 409, "is running");
    analyzer.release();
    assertEquals("succeeded", Api.awaitEnd(job));
    get(job, "summary", null)
        .statusCode(200)
        .contentType("application/json")
        .body("frames", equalTo(TestingSteps.FRAMES));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, bytes 0-3/10, 0123",
    "bytes=7-, bytes 7-9/10, 789",
    "bytes=-2, bytes 8-9/10, 89",
    "bytes=5-500, bytes 5-9/10, 56789"
  })
  void aPlayerReadsTheParts(String range, String contentRange, String part) {
    String job = ended("match.mp4", "{\"annotate\": true}");
    get(job, "annotated.mp4", range)
        .statusCode(206)
        .header("Content-Range", contentRange)
        .header("Content-Length", Integer.toString(part.length()))
        .body(equalTo(part));
  }

  @Test
  void aConditionNobodyCanMeetGivesTheWhole() {
    String job = ended("match.mp4", "{}");
    given()
        .header("Range", "bytes=0-3")
        .header("If-Range", "\"other\"")
        .get("/v1/jobs/{id}/detections", job)
        .then()
        .statusCode(200)
        .header("Content-Range", nullValue())
        .body(equalTo(ALL));
  }

  @Test
  void theHeadAloneTellsTheLength() {
    String job = ended("match.mp4", "{}");
    given()
        .head("/v1/jobs/{id}/detections", job)
        .then()
        .statusCode(200)
        .header("Content-Length", Integer.toString(ALL.length()))
        .body(equalTo(""));
  }

  @Test
  void aReaderWhoWantsAnotherFormIsRefused() {
    String job = ended("match.mp4", "{}");
    Problems.assertProblem(
        given().accept("image/png").get("/v1/jobs/{id}/detections", job).then(), 406, "image/png");
  }

  private static String ended(String name, String options) {
    String job = Api.start(name, options);
    assertEquals("succeeded", Api.awaitEnd(job));
    return job;
  }

  private static ValidatableResponse detections(String job, @Nullable String range) {
    return get(job, "detections", range);
  }

  private static ValidatableResponse get(String job, String result, @Nullable String range) {
    var request = given();
    if (range != null) {
      request.header("Range", range);
    }
    return request.get("/v1/jobs/{id}/{result}", job, result).then();
  }

  private static String lines(int count) {
    return IntStream.range(0, count).mapToObj(TestingSteps::line).collect(Collectors.joining());
  }
}
