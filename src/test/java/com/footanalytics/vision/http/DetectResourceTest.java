package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DetectResourceTest {

  private final TestingDetector detector;

  @Inject
  DetectResourceTest(TestingDetector detector) {
    this.detector = detector;
  }

  @Test
  void theObjectsOfAPictureComeWithTheirClassNames() {
    post("picture")
        .statusCode(200)
        .contentType("application/json")
        .body("width", equalTo(1920))
        .body("height", equalTo(1080))
        .body("model.name", equalTo("football"))
        .body("model.device", equalTo("cpu"))
        .body("objects.size()", equalTo(1))
        .body("objects[0].class", equalTo("player"))
        .body("objects[0].score", equalTo(0.5f))
        .body("objects[0].box", equalTo(List.of(812.5f, 402.0f, 843.0f, 479.25f)));
  }

  @Test
  void theCallerIsWhoItSaysElseItsAddress() {
    given()
        .header("X-Caller-Id", "studio-7")
        .contentType("image/jpeg")
        .body("picture".getBytes(UTF_8))
        .post("/v1/detect")
        .then()
        .statusCode(200);
    assertEquals("studio-7", detector.lastCaller());
    post("picture").statusCode(200);
    assertEquals("127.0.0.1", detector.lastCaller());
  }

  @ParameterizedTest
  @CsvSource({
    "bad, 422, not a JPEG",
    "busy, 429, too many",
    "late, 504, no result within",
    "'', 400, empty"
  })
  void everyOtherAnswerIsAProblem(String picture, int status, String detail) {
    problem(post(picture), status, detail);
  }

  @Test
  void aBusyServiceSaysWhenToComeAgainInWholeSeconds() {
    post("busy").header("Retry-After", "2");
  }

  @Test
  void aBugShowsNothingOfTheInside() {
    problem(post("crash"), 500, "internal error").body(not(containsString("secret")));
  }

  @Test
  void aPictureBeyondTheLimitIsRefused() {
    post("x".repeat(100_000)).statusCode(200);
    problem(post("x".repeat(100_001)), 413, "larger than 100000 bytes");
  }

  @Test
  void theDeadlineIsWhatIsLeftOfTheCallersOrTheConfiguredOne() {
    post("picture").statusCode(200);
    assertWithin(Duration.ZERO, Duration.ofMillis(1500));
    waitingFor(30_000_000).statusCode(200);
    assertWithin(Duration.ofMillis(1500), Duration.ofSeconds(30));
  }

  private void assertWithin(Duration above, Duration atMost) {
    Duration deadline = detector.lastDeadline();
    assertTrue(deadline.compareTo(above) > 0, deadline::toString);
    assertTrue(deadline.compareTo(atMost) < 0, deadline::toString);
  }

  @Test
  void aDeadlineCountsFromTheHeadOfTheRequest() {
    post("picture").statusCode(200);
    Duration before = detector.lastDeadline();
    problem(waitingFor(1), 504, "no result within 1 us");
    assertEquals(before, detector.lastDeadline(), "nothing is looked at for nobody");
  }

  private static ValidatableResponse waitingFor(int timeoutMicros) {
    return given()
        .queryParam("timeout", timeoutMicros)
        .contentType("image/png")
        .body("picture".getBytes(UTF_8))
        .post("/v1/detect")
        .then();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon", "30000001", "1.5"})
  void otherDeadlinesAreRefused(String timeout) {
    problem(
        given()
            .queryParam("timeout", timeout)
            .contentType("image/jpeg")
            .body("picture".getBytes(UTF_8))
            .post("/v1/detect")
            .then(),
        400,
        "timeout: " + timeout);
  }

  @Test
  void otherKindsOfContentAreRefused() {
    problem(
        given().contentType("image/gif").body("GIF89a".getBytes(UTF_8)).post("/v1/detect").then(),
        415,
        "image/gif");
  }

  @Test
  void picturesAreHandedInAndNotLookedUp() {
    problem(given().get("/v1/detect").then(), 405, "GET").header("Allow", containsString("POST"));
  }

  private static ValidatableResponse post(String picture) {
    return given()
        .contentType("image/jpeg")
        .body(picture.getBytes(UTF_8))
        .post("/v1/detect")
        .then();
  }

  private static ValidatableResponse problem(
      ValidatableResponse answer, int status, String detail) {
    return Problems.assertProblem(answer, status, detail);
  }
}
