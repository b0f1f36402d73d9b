package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** HTTP/REST: "Model Metadata" and "Model Ready". */
@Group(value = "HTTP: model metadata and readiness", kind = Group.Kind.STANDARD)
class ModelHttpIT {

  private final HttpApi http;
  private final Model model;

  ModelHttpIT(Target target) {
    http = target.http();
    model = target.model("simple");
  }

  /** "Model Metadata": a successful request has status 200 and the object in its body. */
  @Test
  void modelMetadataAnswers200WithJson() {
    Reply reply = http.get(model.path());
    assertEquals(200, reply.status());
    assertEquals(HttpApi.JSON, reply.contentType());
  }

  /** "Model Metadata Response JSON Object": name. */
  @Test
  void theMetadataCarryTheModelsName() {
    assertEquals(model.name(), http.get(model.path()).json().path("name").asText());
  }

  /** "Model Metadata Response JSON Object": platform. */
  @Test
  void theMetadataCarryAPlatform() {
    assertTrue(http.get(model.path()).json().path("platform").isTextual());
  }

  /** "Model Metadata Response JSON Object": versions, optional. */
  @Test
  void versionsWhereGivenAreStrings() {
    JsonNode versions = http.get(model.path()).json().path("versions");
    assertTrue(versions.isEmpty() || versions.isArray(), versions::toString);
    versions.forEach(version -> assertTrue(version.isTextual(), version::toString));
  }

  /** "Model Metadata Response JSON Object": inputs. */
  @Test
  void everyInputHasNameDatatypeAndShape() {
    described(http.get(model.path()).json().path("inputs"), 2);
  }

  /** "Model Metadata Response JSON Object": outputs. */
  @Test
  void everyOutputHasNameDatatypeAndShape() {
    described(http.get(model.path()).json().path("outputs"), 2);
  }

  /** "Tensor Data Types": the table of names. */
  @Test
  void datatypesAreThoseOfTheTable() {
    for (Model.Port port : model.inputs()) {
      assertDoesNotThrow(() -> Datatype.valueOf(port.datatype()));
    }
    for (Model.Port port : model.outputs()) {
      assertDoesNotThrow(() -> Datatype.valueOf(port.datatype()));
    }
  }

  /** "Model Metadata": variable-size dimensions are -1. */
  @Test
  void aDimensionOfAnySizeIsMinusOne(Target target) {
    assertTrue(target.model("identity").inputs().getFirst().shape().contains(-1L));
  }

  /** "Model Metadata": dimensions are sizes or -1. */
  @Test
  void noDimensionIsBelowMinusOne() {
    for (Model.Port port : model.inputs()) {
      assertTrue(port.shape().stream().allMatch(dimension -> dimension >= -1), port::toString);
    }
  }

  /** "Model Metadata Response JSON Object": versions may be requested explicitly. */
  @Test
  void eachListedVersionCanBeAskedFor() {
    for (String version : versions()) {
      JsonNode metadata = http.get(model.path(version)).succeeded().json();
      assertEquals(model.name(), metadata.path("name").asText());
    }
  }

  /** "Model Ready": a model that is ready for inferencing. */
  @Test
  void aReadyModelAnswers200() {
    assertEquals(200, http.get(model.path() + "/ready").status());
  }

  /** "Model Ready": the version may be in the URL. */
  @Test
  void aReadyVersionAnswers200() {
    for (String version : versions()) {
      assertEquals(200, http.get(model.path(version) + "/ready").status());
    }
  }

  /** "Model Ready Response JSON Object"; a server may leave the body out. */
  @Test
  void theReadyObjectWhereThereIsOneNamesTheModel() {
    Reply reply = http.get(model.path() + "/ready");
    if (!reply.body().isEmpty()) {
      assertEquals(model.name(), reply.json().path("name").asText());
      assertTrue(reply.json().path("ready").asBoolean());
    }
  }

  /** "Model Metadata Response JSON Error Object": a failure has an error status and a message. */
  @Test
  void metadataOfAnUnknownModelAreRefusedWithAMessage() {
    http.get("/v2/models/no-such-model").error();
  }

  /** "Model Metadata Response JSON Error Object": a version that the model does not have. */
  @Test
  void metadataOfAnUnknownVersionAreRefusedWithAMessage() {
    http.get(model.path("987654")).error();
  }

  /** "Model Ready": a model that there is not is not ready. */
  @Test
  void anUnknownModelIsNotReady() {
    assertNotEquals(200, http.get("/v2/models/no-such-model/ready").status());
  }

  /** "Model Ready": a version that there is not is not ready. */
  @Test
  void anUnknownVersionIsNotReady() {
    assertNotEquals(200, http.get(model.path("987654") + "/ready").status());
  }

  private Iterable<String> versions() {
    Assumptions.assumeFalse(model.versions().isEmpty(), "the server lists no versions");
    return model.versions();
  }

  private static void described(JsonNode tensors, int count) {
    assertEquals(count, tensors.size());
    for (JsonNode tensor : tensors) {
      assertFalse(tensor.path("name").asText().isBlank(), tensor::toString);
      assertFalse(tensor.path("datatype").asText().isBlank(), tensor::toString);
      assertTrue(tensor.path("shape").isArray(), tensor::toString);
      tensor
          .path("shape")
          .forEach(dimension -> assertTrue(dimension.isIntegralNumber(), dimension::toString));
    }
  }
}
