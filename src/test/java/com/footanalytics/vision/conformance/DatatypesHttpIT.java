package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/REST: "Tensor Data" and "Tensor Data Types", in JSON. */
@Group(value = "HTTP: datatypes in JSON", kind = Group.Kind.STANDARD)
class DatatypesHttpIT {

  private final Target target;
  private final HttpApi http;

  DatatypesHttpIT(Target target) {
    this.target = target;
    http = target.http();
  }

  /** "Tensor Data Types": every type's least and greatest value; FP16 has no form in JSON. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FP16")
  void everyDatatypeReturnsAsItCame(Datatype datatype) {
    returns(target.identity(datatype), datatype.samples());
  }

  /** "Tensor Data Types": several rows of every type. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FP16")
  void everyDatatypeIsTakenNested(Datatype datatype) {
    Model model = target.identity(datatype);
    Tensor sent = model.input(0, datatype.samples());
    Answer answer = http.answer(model, InferBody.nested(sent));
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }

  /** "Tensor Data": BYTES as strings of length zero. */
  @Test
  void emptyStringsReturn() {
    returns(target.identity(Datatype.BYTES), Json.of("[\"\", \"\"]"));
  }

  /** "Tensor Data": BYTES as strings of any characters that JSON has. */
  @Test
  void stringsOfAnyCharactersReturn() {
    returns(
        target.identity(Datatype.BYTES),
        Json.of("[\"\\u00e9\\u4e2d\\u6587\", \"\\ud83d\\udc0d\", \"tab\\tand\\\\slash/\"]"));
  }

  /** "Tensor Data": long strings. */
  @Test
  void aStringOfManyCharactersReturns() {
    returns(target.identity(Datatype.BYTES), Json.MAPPER.createArrayNode().add("x".repeat(70_000)));
  }

  /** "Tensor Data": a number may be written in any form that JSON has. */
  @Test
  void integersAndExponentsAreTakenForFloatingPoint() {
    Model model = target.identity(Datatype.FP32);
    returns(model, Json.of("[1, -2, 1e3, 2.5E-1, 0]"));
  }

  /** "Tensor Data": a tensor of several thousand elements. */
  @Test
  void manyElementsReturn() {
    returns(target.identity(Datatype.FP32), Json.range(-5_000, 10_000));
  }

  private void returns(Model model, JsonNode data) {
    Tensor sent = model.input(0, data);
    Answer answer = http.answer(model, InferBody.of(sent));
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }
}
