package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the standard leaves open and clients of Triton rely on: methods, order, strictness. */
@Group(value = "HTTP: methods, order, strictness", kind = Group.Kind.CONVENTION)
class ConventionsHttpIT {

  private final HttpApi http;
  private final Model simple;
  private final Tensor left;
  private final Tensor right;

  ConventionsHttpIT(Target target) {
    http = target.http();
    simple = target.model("simple");
    left = simple.input(0, Json.range(0, 16));
    right = simple.input(1, Json.range(0, 16));
  }

  /** Not found is 404. */
  @Test
  void metadataOfAnUnknownModelAre404() {
    assertEquals(404, http.get("/v2/models/no-such-model").status());
  }

  /** Not found is 404. */
  @Test
  void metadataOfAnUnknownVersionAre404() {
    assertEquals(404, http.get(simple.path("987654")).status());
  }

  /** A method that the path does not have is 405. */
  @Test
  void aMethodThatThePathDoesNotHaveIs405() {
    assertEquals(405, http.get(simple.inferPath()).status());
    assertEquals(405, http.send("DELETE", simple.path()).status());
  }

  /** Errors are JSON by their media type too. */
  @Test
  void errorsHaveTheMediaTypeOfJson() {
    Reply reply = http.get("/v2/models/no-such-model");
    reply.refused();
    assertEquals(HttpApi.JSON, reply.contentType());
  }

  /** Server metadata are at the path with a slash too. */
  @Test
  void aSlashAtTheEndOfTheRootMeansNothing() {
    assertEquals(200, http.get("/v2/").status());
  }

  /** Clients match outputs by position. */
  @Test
  void outputsComeInTheOrderAskedFor() {
    InferBody body = InferBody.of(left, right).output(simple.output(1)).output(simple.output(0));
    assertEquals(List.of(simple.output(1), simple.output(0)), http.answer(simple, body).names());
  }

  /** Without a request for outputs they come in the order of the metadata. */
  @Test
  void outputsNotAskedForComeInTheOrderOfTheMetadata() {
    assertEquals(
        List.of(simple.output(0), simple.output(1)),
        http.answer(simple, InferBody.of(left, right)).names());
  }

  /** A value that its type cannot hold is refused rather than wrapped. */
  @Test
  void anIntegerBeyondItsTypeIsRefused() {
    InferBody body = InferBody.of(left, right);
    ((ArrayNode) body.firstInput().path("data")).set(0, 2_147_483_648L);
    http.infer(simple, body).refused();
  }

  /** A fraction is refused rather than cut off. */
  @Test
  void aFractionForAnIntegerIsRefused() {
    InferBody body = InferBody.of(left, right);
    ((ArrayNode) body.firstInput().path("data")).set(0, 1.5);
    http.infer(simple, body).refused();
  }

  /** The same input twice is a mistake. */
  @Test
  void anInputGivenTwiceIsRefused() {
    http.infer(simple, InferBody.of(left, left, right)).refused();
  }

  /** Members that no server knows are passed over, so that newer clients work. */
  @Test
  void unknownMembersAreIgnored() {
    InferBody body = InferBody.of(left, right);
    ObjectNode json = body.json().put("model_name", simple.name()).put("no_such_member", 1);
    Answer.of(http.post(simple.inferPath(), json));
  }

  /** Depth is no way to a server's stack. */
  @Test
  void deeplyNestedJsonIsRefused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    http.post(simple.inferPath(), "{\"inputs\": " + deep + "}").refused();
    assertEquals(200, http.get("/v2/health/live").status());
  }

  /** Requests at once do not take one another's answers. */
  @Test
  void requestsAtOnceEachGetTheirOwnAnswer() {
    long matched =
        IntStream.range(0, 64)
            .parallel()
            .filter(i -> {
              Tensor own = simple.input(0, Json.range(1000 * i, 16));
              Answer answer = http.answer(simple, InferBody.of(own, right).id("request-" + i));
              int first = answer.output(simple.output(0)).values().get(0).asInt();
              return first == 1000 * i && answer.json().path("id").asText().equals("request-" + i);
            })
            .count();
    assertEquals(64, matched);
  }
}
