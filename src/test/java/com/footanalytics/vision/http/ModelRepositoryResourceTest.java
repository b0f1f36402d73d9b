package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.footanalytics.vision.pipeline.TestingModelControl;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ModelRepositoryResourceTest {

  private final TestingModelControl models;

  @Inject
  ModelRepositoryResourceTest(TestingModelControl models) {
    this.models = models;
  }

  @AfterEach
  void loadAgain() {
    models.load("football");
  }

  @Test
  void theIndexListsEveryVersionWithItsState() {
    post("index", "")
        .statusCode(200)
        .body("name", equalTo(List.of("football", "football")))
        .body("version", equalTo(List.of("1", "2")))
        .body("state", equalTo(List.of("READY", "UNAVAILABLE")))
        .body("reason", equalTo(List.of("", "football:2: not loaded yet")));
  }

  @Test
  void theIndexListsOnlyWhatServesWhereAsked() {
    post("index", "{\"ready\":true}").statusCode(200).body("version", equalTo(List.of("1")));
  }

  @Test
  void anUnloadedModelTakesNoWorkUntilItIsLoadedAgain() {
    post("models/football/unload", "").statusCode(200).body(equalTo("{}"));
    given().get("/v2/health/ready").then().statusCode(503).body("error", containsString("unload"));
    given().contentType("image/png").body(new byte[] {1}).post("/v1/detect").then().statusCode(503);

    post("models/football/load", "{\"parameters\":{\"version\":1}}").statusCode(200);
    given().get("/v2/health/ready").then().statusCode(200);
    given().contentType("image/png").body(new byte[] {1}).post("/v1/detect").then().statusCode(200);
  }

  @Test
  void aModelThatCannotBeLoadedIsRefusedWithTheReason() {
    post("models/football/load", "{\"parameters\":{\"version\":\"2\"}}")
        .statusCode(400)
        .body("error", equalTo("football:2: sha256 differs"));
    post("models/other/unload", "").statusCode(400).body("error", equalTo("other: not loaded"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "../1"})
  void aVersionThatIsNoneIsRefused(String version) {
    post("models/football/load", "{\"parameters\":{\"version\":\"" + version + "\"}}")
        .statusCode(400)
        .body("error", containsString("version '" + version + "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "{\"ready\":1}", "{\"ready\":true}x"})
  void aBodyThatIsNoIndexRequestIsRefused(String body) {
    post("index", body)
        .statusCode(400)
        .body(
            "error",
            containsString(body.startsWith("{\"ready\":1") ? "true or false" : "no JSON object"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"parameters\":1}",
        "{\"parameters\":{\"config\":\"{}\"}}",
        "{\"parameters\":{\"file:1/model.onnx\":\"AAAA\"}}"
      })
  void aLoadThatBringsItsOwnFilesIsRefused(String body) {
    post("models/football/load", body).statusCode(400).body("error", containsString("expected"));
  }

  @Test
  void aBodyOfThousandsOfCharactersIsNotRead() {
    post("index", "{\"x\":\"" + "y".repeat(100_000) + "\"}").statusCode(413);
  }

  private static ValidatableResponse post(String path, String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .post("/v2/repository/" + path)
        .then()
        .contentType("application/json");
  }
}
