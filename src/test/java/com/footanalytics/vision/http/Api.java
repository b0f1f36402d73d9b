package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The calls that tests of several resources make. */
public final class Api {

  private Api() {}

  /** Stores a video of that name and gives its id. */
  public static String upload(String name) {
    return given()
        .queryParam("name", name)
        .contentType("video/mp4")
        .body(("content of " + name).getBytes(UTF_8))
        .post("/v1/videos")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Starts a job of an own video of that name. */
  public static ValidatableResponse post(String videoName, String options) {
    return given()
        .contentType("application/json")
        .body(options)
        .post("/v1/videos/{id}/jobs", upload(videoName))
        .then();
  }

  /** Starts a job of an own video of that name and gives its id. */
  public static String start(String videoName, String options) {
    return post(videoName, options).statusCode(202).extract().path("id");
  }

  /** Waits for the end of a job and gives its last state. */
  public static String awaitEnd(String job) {
    given().get("/v1/jobs/{id}/events", job).then().statusCode(200);
    return given().get("/v1/jobs/{id}", job).then().statusCode(200).extract().path("state");
  }

  public static ValidatableResponse cancel(String job) {
    return given().delete("/v1/jobs/{id}", job).then();
  }

  /** The hash of a file's bytes in lower-case hex, read without holding them. */
  static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
