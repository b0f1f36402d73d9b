package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.Map;

/** The calls of tus that tests make. */
final class TusCalls {

  static final String BYTES = "application/offset+octet-stream";

  private TusCalls() {}

  static RequestSpecification tus() {
    return given().header("Tus-Resumable", "1.0.0");
  }

  static String create(long length, String metadata) {
    return creation(length, metadata)
        .statusCode(201)
        .header("Upload-Expires", notNullValue())
        .extract()
        .header("Location")
        .replaceFirst("^http://[^/]+", "");
  }

  static ValidatableResponse creation(long length, String metadata) {
    RequestSpecification request = tus().header("Upload-Length", length);
    return (metadata.isEmpty() ? request : request.headers(Map.of("Upload-Metadata", metadata)))
        .post("/v1/uploads")
        .then();
  }

  static ValidatableResponse head(String upload) {
    return tus().head(upload).then();
  }

  static ValidatableResponse patch(String upload, long offset, String body) {
    return tus()
        .header("Upload-Offset", offset)
        .contentType(BYTES)
        .body(body.getBytes(UTF_8))
        .patch(upload)
        .then();
  }

  static ValidatableResponse checked(String upload, String checksum, String body) {
    String offset = tus().head(upload).header("Upload-Offset");
    return tus()
        .header("Upload-Offset", offset)
        .header("Upload-Checksum", checksum)
        .contentType(BYTES)
        .body(body.getBytes(UTF_8))
        .patch(upload)
        .then();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
