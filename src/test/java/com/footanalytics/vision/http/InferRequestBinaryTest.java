package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.ModelConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestBinaryTest extends InferRequestReading {

  @Test
  void binaryInputsFollowInTheirOrder() {
    String json =
        """
        {"inputs":[
         {"name":"t","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":9}},
         {"name":"j","shape":[1],"datatype":"INT32","data":[8]},
         {"name":"h","shape":[1,1],"datatype":"FP16","parameters":{"binary_data_size":2}},
         {"name":"e","shape":[0],"datatype":"FP32","parameters":{"binary_data_size":0}},
         {"name":"n","shape":[2],"datatype":"INT32","parameters":{"binary_data_size":8}}]}\
        """;
    byte[] body = Bodied.of(json, Bodied.texts("a", ""), new byte[] {1, 2}, Bodied.ints(7, -7));
    try (var memory = Bodied.memory(pool, body)) {
      List<Tensor> inputs =
          reader.read(memory, " " + json.length(), InferRequestReading::noModel).inputs();
      assertArrayEquals(Bodied.texts("a", ""), bytes(inputs.get(0)));
      assertArrayEquals(Bodied.ints(8), bytes(inputs.get(1)));
      assertArrayEquals(new byte[] {1, 2}, bytes(inputs.get(2)));
      assertEquals(0, bytes(inputs.get(3)).length);
      assertArrayEquals(Bodied.ints(7, -7), bytes(inputs.get(4)));
    }
  }

  @Test
  void theBodyIsFreedEarlyWhereNothingLiesInIt() {
    byte[] body = input("INT8", "[1]", "[1]" + " ".repeat(100_000)).getBytes(UTF_8);
    try (var memory = Bodied.memory(pool, body)) {
      long before = pool.takenBytes();
      reader.read(memory, null, InferRequestReading::noModel);
      assertTrue(pool.takenBytes() < before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.0", "-1", "2147483648", "99999999999999999999", "100000"})
  void aLengthOfTheHeadThatIsNoneIsRefused(String header) {
    try (var memory = Bodied.memory(pool, input("INT8", "[1]", "[1]").getBytes(UTF_8))) {
      FailureException e =
          assertThrows(
              FailureException.class,
              () -> reader.read(memory, header, InferRequestReading::noModel));
      assertTrue(e.failure().message().startsWith("Inference-Header-Content-Length: " + header));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT32 | [1]  | 4      | 3 | unexpected size for input: 3 bytes are left",
        "INT32 | [1]  | 3      | 3 | unexpected size for input: 3 bytes (expected: 4)",
        "INT32 | [1]  | 5      | 5 | unexpected size for input: 5 bytes (expected: 4)",
        "INT32 | [1]  | 4      | 5 | 1 bytes of the body belong to no input",
        "INT32 | [1]  | -4     | 4 | binary_data_size: -4 (expected: a whole number of bytes)",
        "INT32 | [1]  | \"4\"  | 4 | binary_data_size: 4 (expected: a whole number of bytes)",
        "INT32 | [1]  | 4.0    | 4 | binary_data_size: 4.0 (expected: a whole number of bytes)",
        "INT32 | [4611686018427387904] | 4 | 4 | less than 2^63 bytes",
        "BYTES | [1]  | 3      | 3 | element 0 ends after the data do",
        "BYTES | [2]  | 4      | 4 | 1 elements (expected: 2)",
        "BYTES | [0]  | 4      | 4 | 1 elements (expected: 0)"
      })
  void binaryDataThatDoNotFitAreRefused(
      String type, String shape, String size, int bytes, String reason) {
    String json = input(type, shape, null, "\"binary_data_size\":" + size);
    assertRefused(json, json.length(), List.of(new byte[bytes]), reason);
  }

  @Test
  void binaryDataNeedTheHeader() {
    String json = input("INT8", "[1]", null, "\"binary_data_size\":1");
    assertRefused(json, null, List.of(), "the header Inference-Header-Content-Length is missing");
    assertRefused(input("INT8", "[1]", "[1]"), null, List.of(new byte[1]), "not JSON");
  }

  @Test
  void anElementThatClaimsMoreThanThereIsIsRefused() {
    String json = input("BYTES", "[1]", null, "\"binary_data_size\":8");
    assertRefused(json, json.length(), List.of(Bodied.ints(-1, 0)), "ends after the data do");
    assertRefused(json, json.length(), List.of(Bodied.ints(5, 0)), "ends after the data do");
  }

  @Test
  void booleansInBinaryAre0Or1() {
    String json = input("BOOL", "[2]", null, "\"binary_data_size\":2");
    assertRefused(json, json.length(), List.of(new byte[] {1, 2}), "byte 1 is 2");
  }

  @Test
  void aRawRequestIsOneInputOfABatchOfOne() {
    assertRaw(Bodied.model(0, DataType.INT32, 2L), Bodied.ints(1, 2), List.of(2L));
    assertRaw(Bodied.model(8, DataType.INT32, 2L), Bodied.ints(1, 2), List.of(1L, 2L));
    assertRaw(
        Bodied.model(8, DataType.INT32, 2L, -1L), Bodied.ints(1, 2, 3, 4), List.of(1L, 2L, 2L));
    assertRaw(Bodied.model(0, DataType.INT32, -1L), new byte[0], List.of(0L));
  }

  @Test
  void aRawRequestOfTextIsOneElement() {
    byte[] text = "some text".getBytes(UTF_8);
    for (ModelConfiguration model :
        List.of(Bodied.model(0, DataType.BYTES, 1L), Bodied.model(0, DataType.BYTES, -1L))) {
      try (var memory = Bodied.memory(pool, text)) {
        Tensor input = reader.read(memory, "0", () -> model).inputs().getFirst();
        assertEquals(List.of(1L), input.shape());
        assertArrayEquals(Bodied.texts("some text"), bytes(input));
      }
    }
  }

  @Test
  void aRawRequestNeedsAModelThatAllowsIt() {
    assertRawRefused(Bodied.model(0, DataType.INT32, -1L, -1L), 4, "at most one open axis");
    assertRawRefused(Bodied.model(0, DataType.INT32, 2L), 4, "unexpected size for input");
    assertRawRefused(Bodied.model(0, DataType.INT32, -1L), 5, "unexpected size for input");
    assertRawRefused(Bodied.model(0, DataType.BYTES, 2L), 5, "one element");
    ModelConfiguration one = Bodied.model(0, DataType.INT32, 2L);
    var two =
        new ModelConfiguration(
            "m",
            "p",
            "b",
            0,
            List.of(one.inputs().getFirst(), one.inputs().getFirst()),
            List.of(),
            1,
            false,
            "f");
    assertRawRefused(two, 4, "2 inputs");
  }

  private void assertRaw(ModelConfiguration model, byte[] body, List<Long> shape) {
    try (var memory = Bodied.memory(pool, body)) {
      InferMessage message = reader.read(memory, "0", () -> model);
      assertEquals(shape, message.inputs().getFirst().shape());
      assertArrayEquals(body, bytes(message.inputs().getFirst()));
      assertTrue(message.isBinary("any"));
    }
  }

  private void assertRawRefused(ModelConfiguration model, int bytes, String reason) {
    try (var memory = Bodied.memory(pool, new byte[bytes])) {
      FailureException e =
          assertThrows(FailureException.class, () -> reader.read(memory, "0", () -> model));
      assertTrue(e.failure().message().contains(reason), e.failure().message());
    }
  }
}
