package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** HTTP/REST: "Inference", what a request and its response hold. */
@Group(value = "HTTP: inference", kind = Group.Kind.STANDARD)
class InferHttpIT {

  private final HttpApi http;
  private final Model simple;
  private final Tensor left;
  private final Tensor right;

  InferHttpIT(Target target) {
    http = target.http();
    simple = target.model("simple");
    left = simple.input(0, Json.range(100, 16));
    right = simple.input(1, Json.range(1, 16));
  }

  /** "Inference Response JSON Object": a successful request has status 200. */
  @Test
  void aSuccessfulInferenceAnswers200WithJson() {
    Reply reply = http.infer(simple, InferBody.of(left, right));
    assertEquals(200, reply.status(), reply::text);
    assertEquals(HttpApi.JSON, reply.contentType());
  }

  /** "Inference": the response is the prediction. */
  @Test
  void theOutputsAreWhatTheModelComputes() {
    Answer answer = http.answer(simple, InferBody.of(left, right));
    Tensor sum = simple.input(0, Json.of(sums(100, 1)));
    Tensor difference =
        simple.input(0, Json.of("[99,99,99,99,99,99,99,99,99,99,99,99,99,99,99,99]"));
    assertEquals(sum.named(simple.output(0)), answer.output(simple.output(0)));
    assertEquals(difference.named(simple.output(1)), answer.output(simple.output(1)));
  }

  /** "Inference Response JSON Object": model_name. */
  @Test
  void theResponseNamesTheModel() {
    assertEquals(simple.name(), answer().json().path("model_name").asText());
  }

  /** "Inference Response JSON Object": model_version, optional. */
  @Test
  void theVersionWhereGivenIsAString() {
    JsonNode version = answer().json().path("model_version");
    assertTrue(version.isMissingNode() || version.isNull() || version.isTextual());
  }

  /** "Inference Request JSON Object": an identifier must come back. */
  @Test
  void theIdComesBack() {
    Answer answer = http.answer(simple, InferBody.of(left, right).id("match 42/7"));
    assertEquals("match 42/7", answer.json().path("id").asText());
  }

  /** "Inference Request JSON Object": an identifier is any string. */
  @Test
  void anIdOfAnyCharactersComesBack() {
    String id = "Zür\"ich\\\n⚽";
    Answer answer = http.answer(simple, InferBody.of(left, right).id(id));
    assertEquals(id, answer.json().path("id").asText());
  }

  /** "Inference Response JSON Object": the identifier given in the request, if any. */
  @Test
  void noIdComesBackWhereNoneWasGiven() {
    assertEquals("", answer().json().path("id").asText(""));
  }

  /** "Inference Request JSON Object": without outputs all of them are returned. */
  @Test
  void withoutOutputsAllAreReturned() {
    assertEquals(Set.of(simple.output(0), simple.output(1)), Set.copyOf(answer().names()));
  }

  /** "Inference Request JSON Object": outputs are the tensors requested. */
  @Test
  void onlyTheRequestedOutputIsReturned() {
    for (int i = 0; i < 2; i++) {
      String name = simple.output(i);
      Answer answer = http.answer(simple, InferBody.of(left, right).output(name));
      assertEquals(List.of(name), answer.names());
      assertEquals(answer().output(name), answer.output(name));
    }
  }

  /** "Request Output": every tensor may be requested. */
  @Test
  void allOutputsCanBeRequestedByName() {
    InferBody body = InferBody.of(left, right).output(simple.output(0)).output(simple.output(1));
    assertEquals(answer().outputs(), http.answer(simple, body).outputs());
  }

  /** "Response Output": name, shape, datatype and data. */
  @Test
  void everyOutputHasNameShapeDatatypeAndData() {
    for (JsonNode output : answer().json().path("outputs")) {
      assertTrue(output.path("name").isTextual(), output::toString);
      assertTrue(output.path("shape").isArray(), output::toString);
      assertTrue(output.path("datatype").isTextual(), output::toString);
      assertTrue(output.path("data").isArray(), output::toString);
    }
  }

  /** "Response Output": the data match shape and datatype of the metadata. */
  @Test
  void outputsHaveTheDatatypeOfTheMetadataAndAsManyElementsAsTheirShape() {
    Answer answer = answer();
    for (Model.Port port : simple.outputs()) {
      Tensor output = answer.output(port.name());
      assertEquals(port.datatype(), output.datatype().name());
      assertEquals(List.of(1L, 16L), output.shape());
      assertEquals(16, output.values().size());
    }
  }

  /** "Tensor Data": elements may be given flat, in row-major order. */
  @Test
  void flatDataAreTaken() {
    http.infer(simple, InferBody.of(left, right)).succeeded();
  }

  /** "Tensor Data": elements may be given nested, as the shape is. */
  @Test
  void nestedDataGiveWhatFlatDataGive() {
    assertEquals(answer().outputs(), http.answer(simple, InferBody.nested(left, right)).outputs());
  }

  /** "Request Input": shape and data represent the entire batch. */
  @Test
  void aBatchIsAnsweredRowByRow() {
    Tensor rows = simple.input(0, 3, Json.range(0, 48));
    Tensor others = simple.input(1, 3, Json.range(0, 48));
    Tensor sum = http.answer(simple, InferBody.of(rows, others)).output(simple.output(0));
    assertEquals(List.of(3L, 16L), sum.shape());
    for (int i = 0; i < 48; i++) {
      assertEquals(2 * i, sum.values().get(i).asInt());
    }
  }

  /** "Request Input": nested data of several rows. */
  @Test
  void aNestedBatchIsAnsweredRowByRow() {
    Tensor rows = simple.input(0, 3, Json.range(0, 48));
    Tensor others = simple.input(1, 3, Json.range(7, 48));
    assertEquals(
        http.answer(simple, InferBody.of(rows, others)).outputs(),
        http.answer(simple, InferBody.nested(rows, others)).outputs());
  }

  /** "Request Input": an input is told by its name. */
  @Test
  void inputsMayComeInAnyOrder() {
    assertEquals(answer().outputs(), http.answer(simple, InferBody.of(right, left)).outputs());
  }

  /** "HTTP/REST": the path with a version. */
  @Test
  void aVersionInThePathIsTheOneThatAnswers() {
    Assumptions.assumeFalse(simple.versions().isEmpty(), "the server lists no versions");
    for (String version : simple.versions()) {
      Reply reply = http.post(simple.path(version) + "/infer", InferBody.of(left, right).json());
      Answer answer = Answer.of(reply);
      assertEquals(version, answer.json().path("model_version").asText());
      assertEquals(answer().outputs(), answer.outputs());
    }
  }

  /** "Parameters": an object with zero or more of them, wherever one may stand. */
  @Test
  void emptyParametersAreTaken() {
    InferBody body = InferBody.of(left, right).parameters("{}").output(simple.output(0));
    body.firstInput().putObject("parameters");
    ((ObjectNode) body.json().path("outputs").path(0)).putObject("parameters");
    assertEquals(
        answer().output(simple.output(0)), http.answer(simple, body).output(simple.output(0)));
  }

  /** "HTTP/REST": JSON is what it is by RFC 8259, whatever its layout. */
  @Test
  void whiteSpaceAndOrderOfMembersMeanNothing() {
    InferBody body = InferBody.of(left, right);
    String spaced = body.json().toPrettyString().replace(",", " ,\r\n\t");
    Reply reply = http.post(simple.inferPath(), "\n " + spaced + "\n");
    assertEquals(answer().outputs(), Answer.of(reply).outputs());
    assertFalse(reply.body().isEmpty());
  }

  /** "Inference": the same request gives the same response. */
  @Test
  void twoRequestsAlikeAreAnsweredAlike() {
    assertEquals(answer().outputs(), answer().outputs());
  }

  private Answer answer() {
    return http.answer(simple, InferBody.of(left, right));
  }

  private static String sums(int left, int right) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 16; i++) {
      text.append(i == 0 ? "" : ",").append(left + right + 2 * i);
    }
    return text.append(']').toString();
  }
}
