package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol within the service: beside its resources, filters and limits. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class InferenceProtocolTest {
  private static final String ONE =
      "{\"inputs\":[{\"name\":\"INPUT0\",\"shape\":[1],\"datatype\":\"INT32\",\"data\":[5]}]}";

  private final NativePool pool;

  @TestHTTPResource(value = "/", management = true)
  private URI management;

  @Inject
  InferenceProtocolTest(NativePool pool) {
    this.pool = pool;
  }

  @AfterEach
  void nothingLeaks() {
    assertEquals(0, pool.takenBytes());
  }

  @Test
  void tensorsAreAnswered() {
    infer("identity", ONE).statusCode(200).body("outputs[0].data", equalTo(java.util.List.of(5)));
    infer("later", ONE).statusCode(200).body("model_version", equalTo("1"));
  }

  @Test
  void theServerAndItsModelsAreDescribed() {
    given()
        .get("/v2")
        .then()
        .statusCode(200)
        .body("name", equalTo("ml-pipeline"))
        .body("version", containsString("."))
        .body("extensions", hasItem("binary_tensor_data"));
    given().get("/v2/models/sum").then().statusCode(200).body("inputs.size()", equalTo(2));
    given().head("/v2/models/sum/ready").then().statusCode(200);
  }

  @Test
  void aBodyLargerThanAnUploadMayBeIsTaken() {
    byte[] body = new byte[12 << 20];
    byte[] answer =
        given()
            .header("Inference-Header-Content-Length", "0")
            .contentType("application/octet-stream")
            .body(body)
            .post("/v2/models/identity/infer")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    assertTrue(answer.length > body.length);
  }

  @Test
  void aFormIsNoRequestAndNoForm() {
    given()
        .contentType("multipart/form-data; boundary=x")
        .body("--x--".getBytes(UTF_8))
        .post("/v2/models/identity/infer")
        .then()
        .statusCode(400)
        .body("error", containsString("JSON object"));
  }

  @ParameterizedTest
  @CsvSource({
    "nosuch, 404, no model is called nosuch",
    "fail-overloaded, 429, told to fail",
    "fail-unavailable, 503, told to fail",
    "fail-too-late, 504, told to fail",
    "crash, 500, internal error"
  })
  void errorsAreTheProtocols(String model, int status, String error) {
    infer(model, ONE)
        .statusCode(status)
        .contentType("application/json")
        .body("error", containsString(error));
  }

  @Test
  void everythingElseUnderTheProtocolAnswersInItsFormToo() {
    given().get("/v2/models").then().statusCode(404).body("error", containsString("/v2/models"));
    given()
        .delete("/v2/models/sum")
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD")
        .body("error", containsString("DELETE"));
    given()
        .get("/v2/repository/index")
        .then()
        .statusCode(405)
        .header("Allow", "POST")
        .body("error", containsString("GET"));
    given()
        .delete("/v2/health/live")
        .then()
        .statusCode(405)
        .body("error", containsString("DELETE"));
  }

  @Test
  void requestsAreCountedUnderTheirTemplate() {
    infer("identity", ONE).statusCode(200);
    String series =
        "http_request_duration_seconds_count{method=\"POST\","
            + "route=\"/v2/models/{model}/infer\",status=\"200\"";
    String page = page();
    for (int i = 0; i < 100 && !page.contains(series); i++) {
      page = page();
    }
    assertTrue(page.contains(series), page);
  }

  private String page() {
    return given()
        .accept("text/plain")
        .get(management.resolve("/q/metrics"))
        .then()
        .extract()
        .asString();
  }

  private static ValidatableResponse infer(String model, String body) {
    return given().body(body.getBytes(UTF_8)).post("/v2/models/{m}/infer", model).then();
  }
}
