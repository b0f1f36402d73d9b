package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class VideosResourceTest {

  private static final int LIMIT = 1_000_000;

  @TestHTTPResource("/v1/videos")
  private URI videos;

  @ParameterizedTest
  @ValueSource(strings = {"video/mp4", "video/x-matroska", "application/octet-stream"})
  void aRawBodyBecomesAVideo(String type) {
    ValidatableResponse answer =
        given()
            .contentType(type)
            .header("Content-Disposition", "attachment; filename=\"../K\u00f6ln.mp4\"")
            .queryParam("name", "dir/match.mp4")
            .body("abc".getBytes(UTF_8))
            .post("/v1/videos")
            .then()
            .statusCode(201)
            .header("Location", matchesPattern(".*/v1/videos/[0-9a-z]{26}"))
            .body("name", equalTo("match.mp4"))
            .body("bytes", equalTo(3))
            .body(
                "sha256",
                equalTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
            .body("job", nullValue());
    String self = answer.extract().path("links.self");
    String body = answer.extract().asString();
    assertEquals(body, given().get(self).then().statusCode(200).extract().asString());
  }

  @Test
  void theNameMayComeInTheHeaderOrNotAtAll() {
    given()
        .contentType("video/mp4")
        .header("Content-Disposition", "attachment; filename*=UTF-8''K%C3%B6ln.mp4")
        .body("x".getBytes(UTF_8))
        .post("/v1/videos")
        .then()
        .body("name", equalTo("K\u00f6ln.mp4"));
    raw("x").body("name", equalTo("video"));
  }

  @Test
  void aFormWithOneFileBecomesAVideo() {
    given()
        .multiPart("file", "match.mp4", "abc".getBytes(UTF_8), "video/mp4")
        .post("/v1/videos")
        .then()
        .statusCode(201)
        .body("name", equalTo("match.mp4"))
        .body("bytes", equalTo(3));
  }

  @Test
  void aFormMaySayMoreAndItsLengthNeedNotBeKnown() throws Exception {
    String form =
        """
        --xyz\r
        Content-Disposition: form-data; name="comment"\r
        \r
        what a match\r
        --xyz\r
        Content-Disposition: form-data; name="file"; filename="dir/Köln.mp4"\r
        Content-Type: video/mp4\r
        \r
        abc\r
        --xyz--\r
        """;
    HttpResponse<String> answer = send("multipart/form-data; boundary=xyz", form.getBytes(UTF_8));
    assertEquals(201, answer.statusCode(), answer.body());
    String id = answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    given()
        .get("/v1/videos/{id}", id)
        .then()
        .body("name", equalTo("Köln.mp4"))
        .body("bytes", equalTo(3));
    answer = send("multipart/form-data", form.getBytes(UTF_8));
    assertEquals(400, answer.statusCode(), answer.body());
  }

  @Test
  void aFormWithMoreOrLessThanOneFileIsRefused() {
    Problems.assertProblem(
        given()
            .multiPart("a", "a.mp4", "abc".getBytes(UTF_8), "video/mp4")
            .multiPart("b", "b.mp4", "abc".getBytes(UTF_8), "video/mp4")
            .post("/v1/videos")
            .then(),
        400,
        "holds 2 files");
    Problems.assertProblem(
        given().multiPart("comment", "no file").post("/v1/videos").then(), 400, "holds 0 files");
  }

  @Test
  void whatIsNoVideoIsRefusedWithTheReason() {
    Problems.assertProblem(raw("notvideo"), 422, "no picture stream; hand in a video");
    Problems.assertProblem(raw(""), 422, "empty");
    Problems.assertProblem(
        given()
            .multiPart("file", "a.txt", "notvideo".getBytes(UTF_8), "text/plain")
            .post("/v1/videos")
            .then(),
        422,
        "no picture stream");
  }

  @Test
  void theLimitItselfIsTakenAndOneByteMoreIsNot() {
    raw("x".repeat(LIMIT)).statusCode(201);
    Problems.assertProblem(raw("x".repeat(LIMIT + 1)), 413, "large");
  }

  @Test
  void aBodyWithoutALengthIsCutOffAtTheLimit() throws Exception {
    HttpResponse<String> answer = send("video/mp4", new byte[LIMIT + 1]);
    assertEquals(413, answer.statusCode());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    String head = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"m.mp4\"\r\n\r\n";
    answer =
        send(
            "multipart/form-data; boundary=xyz",
            (head + "x".repeat(LIMIT + 1) + "\r\n--xyz--\r\n").getBytes(UTF_8));
    assertEquals(413, answer.statusCode(), answer.body());
  }

  /** In chunks, so that nobody knows how long it will be. */
  private HttpResponse<String> send(String type, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(videos)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void anUploadThatBreaksOffHarmsNobody() throws Exception {
    try (Socket socket = new Socket(videos.getHost(), videos.getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              POST /v1/videos HTTP/1.1\r
              Host: localhost\r
              Content-Type: video/mp4\r
              Content-Length: 1000\r
              \r
              half a video\
              """
                  .getBytes(UTF_8));
    }
    String next = raw("the next video").statusCode(201).extract().path("id");
    given().get("/v1/videos/{id}", next).then().statusCode(200);
  }

  @Test
  void aFormBeyondTheLimitIsRefused() {
    given()
        .multiPart("file", "match.mp4", new byte[LIMIT + 1], "video/mp4")
        .post("/v1/videos")
        .then()
        .statusCode(413);
  }

  @Test
  void otherKindsOfContentAreRefused() {
    Problems.assertProblem(
        given().contentType("text/plain").body("x").post("/v1/videos").then(), 415, "text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nosuch", "01hqv000000000000000000000", "..%2F..%2Fetc%2Fpasswd", "a%00b"})
  void noOtherIdFindsAVideo(String id) {
    Problems.assertProblem(
        given().urlEncodingEnabled(false).get("/v1/videos/" + id).then(), 404, "no video");
    Problems.assertProblem(
        given()
            .urlEncodingEnabled(false)
            .contentType("application/json")
            .post("/v1/videos/" + id + "/jobs")
            .then(),
        404,
        "no video");
  }

  @Test
  void anUploadMayStartItsJob() {
    String job =
        given()
            .queryParam("analyze", true)
            .contentType("video/mp4")
            .body("x".getBytes(UTF_8))
            .post("/v1/videos")
            .then()
            .statusCode(201)
            .body("links.job", not(nullValue()))
            .extract()
            .path("job.id");
    assertEquals("succeeded", Api.awaitEnd(job));
  }

  @Test
  void aFlagIsTrueOrFalse() {
    Problems.assertProblem(
        given()
            .queryParam("analyze", "perhaps")
            .contentType("video/mp4")
            .body("x".getBytes(UTF_8))
            .post("/v1/videos")
            .then(),
        400,
        "analyze: perhaps");
  }

  @Test
  void aJobTakesTheOptionsItIsGiven() {
    ValidatableResponse answer =
        Api.post(
                "match.mp4",
                """
                {"model": "fast:2", "stride": 5, "from": 1.5, "to": 9, "annotate": true}\
                """)
            .statusCode(202)
            .header("Location", matchesPattern(".*/v1/jobs/[0-9a-z]{26}"))
            .body("state", equalTo("queued"))
            .body("progress.ratio", equalTo(0.0f))
            .body("options.model", equalTo("fast:2"))
            .body("options.stride", equalTo(5))
            .body("options.from", equalTo(1.5f))
            .body("options.to", equalTo(9.0f))
            .body("options.annotate", equalTo(true))
            .body("links.annotated", endsWith("/annotated.mp4"));
    assertEquals("succeeded", Api.awaitEnd(answer.extract().path("id")));
  }

  @Test
  void optionsMayBeLeftOut() {
    for (String options : new String[] {"", "{}", "null"}) {
      String job =
          Api.post("match.mp4", options)
              .statusCode(202)
              .body("options.stride", equalTo(1))
              .body("options.annotate", equalTo(false))
              .body("links.annotated", nullValue())
              .extract()
              .path("id");
      assertEquals("succeeded", Api.awaitEnd(job));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"strid\": 5}                 | options strid",
        "{\"stride\": 0}                | stride: 0 (expected: >= 1)",
        "{\"stride\": \"many\"}         | options stride",
        "{\"from\": 3, \"to\": 2}       | from 3.0 to 2.0",
        "{\"from\": -1}                 | from -1.0",
        "{\"annotate\": 7.5}            | options annotate",
        "[1]                            | options",
        "{\"stride\":                   | not JSON",
        "hello                          | not JSON"
      })
  void optionsThatMakeNoSenseAreRefused(String options, String detail) {
    Problems.assertProblem(Api.post("match.mp4", options), 400, detail);
  }

  @Test
  void optionsAreSmall() {
    Problems.assertProblem(
        Api.post("match.mp4", " ".repeat(70_000)), 413, "larger than 65536 bytes");
  }

  @Test
  void videosAreListedNewestFirstInPages() {
    String first = Api.upload("first.mp4");
    String second = Api.upload("second.mp4");
    String next =
        given()
            .get("/v1/videos?limit=1")
            .then()
            .statusCode(200)
            .body("videos.id", equalTo(List.of(second)))
            .body("videos[0].name", equalTo("second.mp4"))
            .body("videos[0].created_at", matchesPattern("20.*Z"))
            .body("next", endsWith("?limit=1&after=" + second))
            .extract()
            .path("next");
    given().get(next).then().body("videos.id", equalTo(List.of(first)));
    Problems.assertProblem(given().get("/v1/videos?after=A-B").then(), 400, "after: A-B");
    Problems.assertProblem(given().get("/v1/videos?limit=501").then(), 400, "limit: 501");
  }

  @Test
  void aDeletedVideoIsGone() {
    String video = Api.upload("gone.mp4");
    given().delete("/v1/videos/{id}", video).then().statusCode(204);
    Problems.assertProblem(given().get("/v1/videos/{id}", video).then(), 404, "no video");
    Problems.assertProblem(given().delete("/v1/videos/{id}", video).then(), 404, "no video");
  }

  @Test
  void aVideoWhoseJobRunsIsNotDeleted() {
    ValidatableResponse job = Api.post("hold for its video.mp4", "{}").statusCode(202);
    String id = job.extract().path("id");
    String video = job.extract().path("video");
    Problems.assertProblem(
        given().delete("/v1/videos/{id}", video).then(), 409, "queued or running; wait for it");
    Api.cancel(id);
    assertEquals("cancelled", Api.awaitEnd(id));
    given().delete("/v1/videos/{id}", video).then().statusCode(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/cron.d/x",
        "<img src=x onerror=alert(1)>.html",
        "a'; drop table video; --.mp4",
        "shell.sh",
        "b\u202e4pm.exe"
      })
  void aHostileNameIsNoMoreThanAText(String name) {
    String id =
        given()
            .queryParam("name", name)
            .contentType("video/mp4")
            .body("named".getBytes(UTF_8))
            .post("/v1/videos")
            .then()
            .statusCode(201)
            .contentType("application/json")
            .body("name", not(matchesPattern(".*[/\\\\\u202e].*")))
            .extract()
            .path("id");
    given().get("/v1/videos/{id}", id).then().contentType("application/json");
    for (String below : List.of("/content", "/" + id, "/original", ".mp4")) {
      given().get("/v1/videos/" + id + below).then().statusCode(404);
    }
  }

  private static ValidatableResponse raw(String body) {
    return given().contentType("video/mp4").body(body.getBytes(UTF_8)).post("/v1/videos").then();
  }
}
