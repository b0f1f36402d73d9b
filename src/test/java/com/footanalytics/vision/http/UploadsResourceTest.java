package com.footanalytics.vision.http;

import static com.footanalytics.vision.http.TusCalls.BYTES;
import static com.footanalytics.vision.http.TusCalls.base64;
import static com.footanalytics.vision.http.TusCalls.checked;
import static com.footanalytics.vision.http.TusCalls.create;
import static com.footanalytics.vision.http.TusCalls.creation;
import static com.footanalytics.vision.http.TusCalls.head;
import static com.footanalytics.vision.http.TusCalls.patch;
import static com.footanalytics.vision.http.TusCalls.tus;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class UploadsResourceTest {

  private static final int LIMIT = 1_000_000;

  @Test
  void theServerSaysWhatItCan() {
    given()
        .options("/v1/uploads")
        .then()
        .statusCode(204)
        .header("Tus-Resumable", "1.0.0")
        .header("Tus-Version", "1.0.0")
        .header("Tus-Max-Size", "" + LIMIT)
        .header("Tus-Checksum-Algorithm", "md5,sha1,sha256")
        .header("Tus-Extension", "creation,creation-with-upload,termination,checksum,expiration");
  }

  @Test
  void piecesBecomeAVideo() throws Exception {
    String upload = create(11, "filename " + base64("../Köln.mp4"));
    head(upload)
        .statusCode(200)
        .header("Upload-Offset", "0")
        .header("Upload-Length", "11")
        .header("Upload-Metadata", "filename " + base64("../Köln.mp4"))
        .header("Cache-Control", "no-store")
        .header("Tus-Resumable", "1.0.0")
        .header("Video-Location", nullValue());
    patch(upload, 0, "hello ")
        .statusCode(204)
        .header("Upload-Offset", "6")
        .header("Upload-Expires", matchesPattern("\\w{3}, \\d{2} \\w{3} \\d{4} [\\d:]{8} GMT"))
        .header("Video-Location", nullValue());
    head(upload).header("Upload-Offset", "6");
    String video =
        patch(upload, 6, "world")
            .statusCode(204)
            .header("Upload-Offset", "11")
            .header("Video-Location", matchesPattern("/v1/videos/[0-9a-z]{26}"))
            .extract()
            .header("Video-Location");
    head(upload).statusCode(200).header("Upload-Offset", "11").header("Video-Location", video);
    given()
        .get(video)
        .then()
        .statusCode(200)
        .body("name", equalTo("Köln.mp4"))
        .body("bytes", equalTo(11))
        .body("sha256", equalTo(sha256("hello world")));
  }

  @Test
  void bytesMayComeWithTheCreation() {
    ValidatableResponse answer =
        tus()
            .header("Upload-Length", 5)
            .contentType(BYTES)
            .body("hello".getBytes(UTF_8))
            .post("/v1/uploads")
            .then()
            .statusCode(201)
            .header("Location", matchesPattern(".*/v1/uploads/[0-9a-z]{26}"))
            .header("Upload-Offset", "5");
    given().get(answer.extract().header("Video-Location")).then().statusCode(200);
    tus()
        .header("Upload-Length", 9)
        .contentType(BYTES)
        .body("hello".getBytes(UTF_8))
        .post("/v1/uploads")
        .then()
        .statusCode(201)
        .header("Upload-Offset", "5")
        .header("Video-Location", nullValue());
  }

  @Test
  void aWholeUploadMayStartItsJob() {
    String upload = create(5, "filename bQ==,analyze " + base64("true"));
    String job =
        patch(upload, 0, "match")
            .statusCode(204)
            .header("Job-Location", notNullValue())
            .extract()
            .header("Job-Location");
    assertEquals("succeeded", Api.awaitEnd(job.substring(job.lastIndexOf('/') + 1)));
    head(upload).header("Job-Location", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.2.2", "2.0.0"})
  void otherVersionsAreRefused(String version) {
    for (String method : new String[] {"POST", "PATCH", "HEAD", "DELETE"}) {
      RequestSpecification request =
          version.isEmpty() ? given() : given().header("Tus-Resumable", version);
      request
          .request(method, method.equals("POST") ? "/v1/uploads" : "/v1/uploads/x")
          .then()
          .statusCode(412)
          .header("Tus-Version", "1.0.0")
          .header("Tus-Resumable", "1.0.0");
    }
  }

  @Test
  void bytesGoWhereTheUploadEnds() {
    String upload = create(10, "");
    patch(upload, 0, "hello").statusCode(204);
    Problems.assertProblem(patch(upload, 4, "world"), 409, "Upload-Offset: 4 (expected: 5");
    Problems.assertProblem(patch(upload, 6, "world"), 409, "Upload-Offset: 6 (expected: 5");
    Problems.assertProblem(
        tus().contentType(BYTES).body(new byte[1]).patch(upload).then(),
        400,
        "Upload-Offset: missing");
    Problems.assertProblem(
        tus().header("Upload-Offset", -1).contentType(BYTES).body(new byte[1]).patch(upload).then(),
        400,
        "Upload-Offset: -1");
    Problems.assertProblem(patch(upload, 5, "too many"), 413, "beyond the upload's end at 10");
    head(upload).header("Upload-Offset", "5");
  }

  @Test
  void otherKindsOfContentAreRefused() {
    String upload = create(10, "");
    Problems.assertProblem(
        tus()
            .header("Upload-Offset", 0)
            .contentType("application/octet-stream")
            .body("x".getBytes(UTF_8))
            .patch(upload)
            .then(),
        415,
        "application/offset+octet-stream");
    Problems.assertProblem(
        creation(10, "filetype " + base64("text/html")), 415, "filetype: text/html");
    creation(10, "filetype " + base64("video/mp4")).statusCode(201);
    creation(10, "filetype").statusCode(201);
  }

  @Test
  void bytesAreHeldAgainstTheirChecksum() throws Exception {
    String upload = create(10, "");
    byte[] sum = MessageDigest.getInstance("SHA-1").digest("hello".getBytes(UTF_8));
    String checksum = "sha1 " + Base64.getEncoder().encodeToString(sum);
    Problems.assertProblem(checked(upload, checksum, "jello"), 460, "not what Upload-Checksum")
        .header("Tus-Resumable", "1.0.0")
        .body("title", equalTo("Checksum Mismatch"));
    head(upload).header("Upload-Offset", "0");
    checked(upload, checksum, "hello").statusCode(204).header("Upload-Offset", "5");
    for (String wrong : new String[] {"crc32 AAAA", "sha1", "sha1 ???"}) {
      Problems.assertProblem(checked(upload, wrong, "world"), 400, "Upload-Checksum");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1      |                          | 400 | Upload-Length: -1",
        "many    |                          | 400 | Upload-Length: many",
        "1000001 |                          | 413 | 1000000",
        "0       |                          | 422 | empty",
        "5       | filename ???             | 400 | filename is not in base 64",
        "5       | filename bQ==,filename bQ== | 400 | filename comes twice",
        "5       | ,                        | 400 | a key is missing",
        "5       | analyze cGVyaGFwcw==     | 400 | analyze: perhaps"
      })
  void whatMakesNoSenseIsNotBegun(String length, String metadata, int status, String detail) {
    RequestSpecification request = tus().header("Upload-Length", length);
    Problems.assertProblem(
        (metadata == null ? request : request.header("Upload-Metadata", metadata))
            .post("/v1/uploads")
            .then(),
        status,
        detail);
  }

  @Test
  void aLengthIsNeeded() {
    Problems.assertProblem(
        tus().header("Upload-Defer-Length", 1).post("/v1/uploads").then(),
        400,
        "Upload-Length: missing");
    Problems.assertProblem(creation(5, "x".repeat(5000)), 400, "Upload-Metadata: 5000 characters");
  }

  @Test
  void whatIsNoVideoIsRefusedAndTheUploadIsGone() {
    String upload = create(8, "");
    Problems.assertProblem(patch(upload, 0, "notvideo"), 422, "no picture stream");
    head(upload).statusCode(404);
  }

  @Test
  void aTerminatedUploadIsGone() {
    String upload = create(10, "");
    patch(upload, 0, "hello");
    tus().delete(upload).then().statusCode(204).header("Tus-Resumable", "1.0.0");
    head(upload).statusCode(404).header("Tus-Resumable", "1.0.0");
    Problems.assertProblem(patch(upload, 5, "world"), 404, "no upload has the id");
    Problems.assertProblem(tus().delete(upload).then(), 404, "no upload has the id");
  }

  @Test
  void aMethodMayBeNamedInAHeader() {
    String upload = create(10, "");
    tus()
        .header("X-HTTP-Method-Override", "PATCH")
        .header("Upload-Offset", 0)
        .contentType(BYTES)
        .body("hello".getBytes(UTF_8))
        .post(upload)
        .then()
        .statusCode(204)
        .header("Upload-Offset", "5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "..%2F..%2Fetc%2Fpasswd", "A", "a%00b"})
  void noOtherIdFindsAnUpload(String id) {
    RequestSpecification request = tus().urlEncodingEnabled(false);
    assertEquals(404, request.head("/v1/uploads/" + id).statusCode());
    assertEquals(404, tus().urlEncodingEnabled(false).delete("/v1/uploads/" + id).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/cron.d/x",
        "C:\\Windows\\System32\\x.dll",
        "<script>alert(1)</script>.html",
        "a\r\nSet-Cookie: x=1",
        "x\u0000.mp4"
      })
  void aHostileNameIsNoMoreThanAText(String name) {
    String upload = create(6, "filename " + base64(name) + ",filetype " + base64("video/mp4"));
    assertTrue(upload.matches("/v1/uploads/[0-9a-z]{26}"), upload);
    patch(upload, 0, "match!").statusCode(204).header("Set-Cookie", nullValue());
    given()
        .get(upload.replace("uploads", "videos"))
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("name", matchesPattern("[^/\\\\\\p{Cntrl}]+"));
    given().get(upload).then().statusCode(405).header("X-Content-Type-Options", "nosniff");
  }

  private static String sha256(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
