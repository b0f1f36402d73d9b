package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** HTTP/REST: "Inference Response JSON Error Object", for every way to ask wrongly. */
abstract class InferErrorsHttp {

  private static final int INVALID_ARGUMENT = 400;
  private static final int NOT_FOUND = 404;

  private final HttpApi http;
  private final Model simple;
  private final Tensor left;
  private final Tensor right;

  InferErrorsHttp(Target target) {
    http = target.http();
    simple = target.model("simple");
    left = simple.input(0, Json.range(0, 16));
    right = simple.input(1, Json.range(0, 16));
  }

  /** Checks an error; the status is the one that Triton gives for its cause. */
  abstract void check(Reply reply, int usualStatus);

  /** "Inference Request JSON Object": the model's name is in the URL. */
  @Test
  void anUnknownModelIsRefused() {
    check(http.post("/v2/models/no-such-model/infer", InferBody.of(left, right).json()), NOT_FOUND);
  }

  /** "Inference Request JSON Object": the version's name is in the URL. */
  @Test
  void anUnknownVersionIsRefused() {
    check(http.post(simple.path("987654") + "/infer", InferBody.of(left, right).json()), NOT_FOUND);
  }

  /** "Inference Request JSON Object": the object is required. */
  @Test
  void anEmptyBodyIsRefused() {
    refused("");
  }

  /** "HTTP/REST": bodies are JSON. */
  @Test
  void malformedJsonIsRefused() {
    refused("{\"inputs\": [");
  }

  /** "HTTP/REST": a body is one JSON value. */
  @Test
  void textBehindTheJsonIsRefused() {
    refused(InferBody.of(left, right).json() + "}");
  }

  /** "Inference Request JSON Object": the body is an object. */
  @Test
  void jsonThatIsNoObjectIsRefused() {
    refused("[1, 2, 3]");
  }

  /** "Inference Request JSON Object": inputs are required. */
  @Test
  void aRequestWithoutInputsIsRefused() {
    refused("{\"id\": \"7\"}");
  }

  /** "Inference Request JSON Object": no input at all. */
  @Test
  void anEmptyListOfInputsIsRefused() {
    refused("{\"inputs\": []}");
  }

  /** "Inference Request JSON Object": inputs are an array. */
  @Test
  void inputsThatAreNoArrayAreRefused() {
    refused("{\"inputs\": {\"name\": \"INPUT0\"}}");
  }

  /** "Model Metadata Response JSON Object": inputs are what the model requires. */
  @Test
  void aMissingInputIsRefused() {
    check(http.infer(simple, InferBody.of(left)), INVALID_ARGUMENT);
  }

  /** "Request Input": name. */
  @Test
  void anInputOfUnknownNameIsRefused() {
    refused(body -> body.firstInput().put("name", "no-such-input"));
  }

  /** "Request Input": name is required. */
  @Test
  void anInputWithoutNameIsRefused() {
    refused(body -> body.firstInput().remove("name"));
  }

  /** "Request Input": datatype. */
  @Test
  void aDatatypeThatIsNotTheModelsIsRefused() {
    refused(body -> body.firstInput().put("datatype", "FP32"));
  }

  /** "Tensor Data Types": only those of the table. */
  @Test
  void aDatatypeThatThereIsNotIsRefused() {
    refused(body -> body.firstInput().put("datatype", "FP31"));
  }

  /** "Request Input": datatype is required. */
  @Test
  void anInputWithoutDatatypeIsRefused() {
    refused(body -> body.firstInput().remove("datatype"));
  }

  /** "Request Input": shape is required. */
  @Test
  void anInputWithoutShapeIsRefused() {
    refused(body -> body.firstInput().remove("shape"));
  }

  /** "Request Input": a shape that the model does not take. */
  @Test
  void aDimensionThatIsNotTheModelsIsRefused() {
    reshaped(15, 1, 15);
  }

  /** "Request Input": a shape of other rank than the model's. */
  @Test
  void aShapeOfAnotherRankIsRefused() {
    reshaped(16, 1, 4, 4);
  }

  /** "Request Input": a dimension is an unsigned integer. */
  @Test
  void aNegativeDimensionIsRefused() {
    refused(body -> body.firstInput().putArray("shape").add(-1).add(16));
  }

  /** "Request Input": a dimension is an integer. */
  @Test
  void aDimensionThatIsNoIntegerIsRefused() {
    refused(body -> body.firstInput().putArray("shape").add("one").add(16));
  }

  /** "Request Input": no body has the elements of a shape whose product exceeds 64 bits. */
  @Test
  void aShapeBeyondAnyMemoryIsRefused() {
    refused(body -> body.firstInput().putArray("shape").add(Long.MAX_VALUE).add(16));
  }

  /** "Tensor Data": as many elements as the shape says. */
  @Test
  void tooFewElementsAreRefused() {
    refused(body -> data(body).remove(15));
  }

  /** "Tensor Data": as many elements as the shape says. */
  @Test
  void tooManyElementsAreRefused() {
    refused(body -> data(body).add(16));
  }

  /** "Request Input": data are required. */
  @Test
  void anInputWithoutDataIsRefused() {
    refused(body -> body.firstInput().remove("data"));
  }

  /** "Tensor Data": elements are of the datatype. */
  @Test
  void textForANumberIsRefused() {
    refused(body -> data(body).set(3, "three"));
  }

  /** "Tensor Data": an element is never null. */
  @Test
  void nullForANumberIsRefused() {
    refused(body -> data(body).setNull(3));
  }

  /** "Request Output": name. */
  @Test
  void anOutputOfUnknownNameIsRefused() {
    refused(body -> body.output("no-such-output"));
  }

  /** "Inference": inputs of one batch have as many rows. */
  @Test
  void inputsOfDifferentBatchesAreRefused() {
    Tensor rows = simple.input(0, 2, Json.range(0, 32));
    check(http.infer(simple, InferBody.of(rows, right)), INVALID_ARGUMENT);
  }

  /** "Inference Response JSON Error Object": an error is of one request. */
  @Test
  void afterARefusalTheNextRequestIsAnswered() {
    http.post(simple.inferPath(), "{");
    assertEquals(2, http.answer(simple, InferBody.of(left, right)).outputs().size());
  }

  private void refused(String body) {
    check(http.post(simple.inferPath(), body), INVALID_ARGUMENT);
  }

  private void refused(Consumer<InferBody> bend) {
    InferBody body = InferBody.of(left, right);
    bend.accept(body);
    check(http.infer(simple, body), INVALID_ARGUMENT);
  }

  private void reshaped(int elements, long... shape) {
    List<Long> dimensions = Arrays.stream(shape).boxed().toList();
    Tensor other = Tensor.of(left.name(), left.datatype(), dimensions, Json.range(0, elements));
    check(http.infer(simple, InferBody.of(other, right)), INVALID_ARGUMENT);
  }

  private static ArrayNode data(InferBody body) {
    return (ArrayNode) body.firstInput().path("data");
  }
}
