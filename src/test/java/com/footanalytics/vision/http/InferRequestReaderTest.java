package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferRequestReaderTest extends InferRequestReading {
  @Test
  void aWholeRequestIsRead() {
    String json =
        """
        {"id":"a1","parameters":{"timeout":250000,"f":0.5,"s":"x","b":true,"binary_data_output":true},
         "extra":{"data":[1,{"deep":[]}]},
         "inputs":[{"name":"a","shape":[1,2],"datatype":"INT32","data":[3,4],"more":null}],
         "outputs":[{"name":"o"},{"name":"p","parameters":{"binary_data":false,"classification":0}}]}
        """;
    try (var memory = Bodied.memory(pool, json.getBytes(UTF_8))) {
      InferMessage message = reader.read(memory, null, InferRequestReading::noModel);
      assertEquals("a1", message.id());
      assertEquals(Map.of("timeout", 250000L, "f", 0.5, "s", "x", "b", true), message.parameters());
      assertEquals(List.of(1L, 2L), message.inputs().getFirst().shape());
      assertArrayEquals(Bodied.ints(3, 4), bytes(message.inputs().getFirst()));
      assertTrue(message.isBinary("o") && message.isBinary("unknown"));
      assertTrue(!message.isBinary("p"));
    }
  }

  @Test
  void keysComeInAnyOrder() {
    String json =
        """
        {"outputs":null,"inputs":[{"data":[["a","ü"],["","\\ud83d\\ude00"]],"datatype":"BYTES",
          "shape":[2,2],"name":"t"},{"datatype":"INT32","data":[5],"name":"n","shape":[1]}],"id":null}
        """;
    try (var memory = Bodied.memory(pool, json.getBytes(UTF_8))) {
      InferMessage message = reader.read(memory, null, InferRequestReading::noModel);
      assertNull(message.id());
      assertArrayEquals(Bodied.texts("a", "ü", "", "😀"), bytes(message.inputs().get(0)));
      assertArrayEquals(Bodied.ints(5), bytes(message.inputs().get(1)));
    }
  }

  @Test
  void dataFarIntoALongBodyAreFoundAgain() {
    String list =
        IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String json =
        "{\"inputs\":[{\"data\":[%s],\"name\":\"ü\",\"datatype\":\"INT32\",\"shape\":[20000]}]}"
            .formatted(list);
    assertArrayEquals(
        Bodied.ints(IntStream.range(0, 20_000).toArray()), read(json, null, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | [2]     | [true,false]             | 01 00",
        "INT8   | [2]     | [-128,127]               | 80 7f",
        "UINT8  | [2]     | [0,255]                  | 00 ff",
        "INT16  | [1]     | [-32768]                 | 00 80",
        "UINT16 | [1]     | [65535]                  | ff ff",
        "INT32  | [1]     | [-2147483648]            | 00 00 00 80",
        "UINT32 | [1]     | [4294967295]             | ff ff ff ff",
        "INT64  | [1]     | [-9223372036854775808]   | 00 00 00 00 00 00 00 80",
        "UINT64 | [1]     | [18446744073709551615]   | ff ff ff ff ff ff ff ff",
        "UINT64 | [1]     | [7]                      | 07 00 00 00 00 00 00 00",
        "FP32   | [2]     | [1.5,-2]                 | 00 00 c0 3f 00 00 00 c0",
        "FP64   | [1]     | [1e0]                    | 00 00 00 00 00 00 f0 3f",
        "BYTES  | [2]     | [\"a\",\"\"]             | 01 00 00 00 61 00 00 00 00",
        "INT8   | [2,2]   | [[1,2],[3,4]]            | 01 02 03 04",
        "INT8   | [2,2]   | [1,2,3,4]                | 01 02 03 04",
        "INT8   | [1,2,1] | [[[1],[2]]]              | 01 02",
        "INT8   | []      | [9]                      | 09",
        "INT8   | [0]     | []                       | ''",
        "INT8   | [2,0]   | [[],[]]                  | ''",
        "BYTES  | [0]     | []                       | ''"
      })
  void everyTypeHasItsRange(String type, String shape, String data, String hex) {
    assertEquals(hex, hex(read(input(type, shape, data), null, List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | [1]     | [1]                    | element 0 (expected: true or false)",
        "INT8   | [1]     | [300]                  | from -128 to 127",
        "INT8   | [1]     | [-129]                 | from -128 to 127",
        "UINT8  | [1]     | [-1]                   | from 0 to 255",
        "UINT8  | [1]     | [256]                  | from 0 to 255",
        "INT16  | [1]     | [32768]                | from -32768 to 32767",
        "UINT16 | [1]     | [65536]                | from 0 to 65535",
        "INT32  | [1]     | [1.5]                  | from -2147483648 to 2147483647",
        "INT32  | [1]     | [2147483648]           | from -2147483648 to 2147483647",
        "INT32  | [1]     | [\"1\"]                | a whole number",
        "INT32  | [1]     | [null]                 | a whole number",
        "INT32  | [1]     | [true]                 | a whole number",
        "UINT32 | [1]     | [4294967296]           | from 0 to 4294967295",
        "INT64  | [1]     | [9223372036854775808]  | a whole number",
        "UINT64 | [1]     | [18446744073709551616] | from 0 to 18446744073709551615",
        "UINT64 | [1]     | [-1]                   | from 0 to 18446744073709551615",
        "FP32   | [1]     | [1e39]                 | float32",
        "FP64   | [1]     | [1e400]                | float64",
        "FP64   | [1]     | [true]                 | float64",
        "FP32   | [1]     | [NaN]                  | not JSON",
        "FP32   | [1]     | [Infinity]             | not JSON",
        "BYTES  | [1]     | [1]                    | a string",
        "BYTES  | [1]     | [\"\\ud800\"]          | UTF-8",
        "FP16   | [1]     | [1]                    | send it in binary",
        "BF16   | [1]     | [1]                    | send it in binary",
        "INT8   | [2]     | [1]                    | 1 elements (expected: 2)",
        "INT8   | [1]     | [1,2]                  | more than 1 elements",
        "INT8   | [2,2]   | [[1,2],[3]]            | a list of 1 at axis 1 (expected: 2)",
        "INT8   | [2,2]   | [[1,2],3,4]            | a value where axis 1 is a list",
        "INT8   | [2,2]   | [[1],[2],[3],[4]]      | a list of 1 at axis 1 (expected: 2)",
        "INT8   | [2]     | [[1,2]]                | element 0",
        "INT8   | [1]     | 1                      | inputs: data: a whole number (expected: a list)",
        "INT8   | [1]     | \"a\"                  | inputs: data: a string (expected: a list)",
        "INT8   | [-1]    | [1]                    | inputs: shape: axis 0",
        "INT8   | [1.5]   | [1]                    | inputs: shape: axis 0",
        "INT8   | 1       | [1]                    | inputs: shape: a whole number",
        "INT8   | [9223372036854775808] | [1]      | inputs: shape: axis 0",
        "INT8   | [4294967296,4294967296] | [1]    | less than 2^63 bytes",
        "FP64   | [2305843009213693952] | [1]      | less than 2^63 bytes",
        "INT8   | [1000000] | [1]                  | fewer elements",
        "INT9   | [1]     | [1]                    | datatype INT9"
      })
  void whatAnInputIsNotIsSaid(String type, String shape, String data, String reason) {
    assertRefused(input(type, shape, data), null, List.of(), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                          | does not start with a JSON object",
        "[]                          | does not start with a JSON object",
        "{                           | not JSON",
        "{\"inputs\":[               | not JSON",
        "{}                          | inputs are missing",
        "{} {}                       | something follows",
        "{} x                        | not JSON",
        "{\"inputs\":[]}             | inputs are missing",
        "{\"inputs\":null}           | inputs: null (expected: a list)",
        "{\"inputs\":[1]}            | inputs: a whole number (expected: objects)",
        "{\"inputs\":[{}]}           | misses its name",
        "{\"inputs\":[{\"name\":\"x\"}]} | inputs: x misses its datatype",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT8\"}]} | inputs: x misses its shape",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1]}]} | has no data",
        "{\"inputs\":[{\"name\":\"x\",\"name\":\"y\"}]} | the key name is there twice",
        "{\"id\":1}                  | id: a whole number (expected: a string)",
        "{\"id\":\"a\",\"id\":\"b\"} | the key id is there twice",
        "{\"parameters\":[]}         | parameters: a list",
        "{\"parameters\":{\"a\":[]}} | parameter a: a list",
        "{\"parameters\":{\"a\":null}} | parameter a: null",
        "{\"parameters\":{\"a\":1,\"a\":2}} | a is there twice",
        "{\"parameters\":{\"a\":9223372036854775808}} | parameter a: out of range",
        "{\"parameters\":{\"a\":1e999}} | parameter a: out of range",
        "{\"outputs\":{}}            | outputs: an object (expected: a list)",
        "{\"outputs\":[{}]}          | outputs: one misses its name",
        "{\"outputs\":[{\"name\":\"o\"},{\"name\":\"o\"}]} | outputs: o is there twice",
        "{\"outputs\":[{\"name\":\"o\",\"name\":\"o\"}]} | the key name is there twice",
        "{\"outputs\":[{\"name\":\"o\",\"parameters\":{\"binary_data\":1}}]} | parameter binary_data: 1"
      })
  void whatARequestIsNotIsSaid(String json, String reason) {
    assertRefused(json, null, List.of(), reason);
  }

  @Test
  void whatIsNotOfferedIsUnsupported() {
    for (String outputs : List.of("{\"classification\":3}", "{\"shared_memory_region\":\"r\"}")) {
      FailureException e =
          refusal(
              "{\"outputs\":[{\"name\":\"o\",\"parameters\":" + outputs + "}]}", null, List.of());
      assertEquals(Failure.Code.UNSUPPORTED, e.failure().code());
    }
    FailureException e =
        refusal(input("INT8", "[1]", null, "\"shared_memory_region\":\"r\""), null, List.of());
    assertEquals(Failure.Code.UNSUPPORTED, e.failure().code());
  }

  @Test
  void dataComeFromOnePlaceOnly() {
    for (String parameter : List.of("\"binary_data_size\":1", "\"shared_memory_region\":\"r\"")) {
      String json = input("INT8", "[1]", "[1]", parameter);
      assertRefused(json, json.length(), List.of(new byte[1]), "both in JSON and elsewhere");
    }
    String json =
        input("INT8", "[1]", null, "\"shared_memory_region\":\"r\",\"binary_data_size\":1");
    assertRefused(json, json.length(), List.of(new byte[1]), "both in binary and");
  }

  @Test
  void duplicatesAndTooManyAreRefused() {
    String one = "{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":[1]}";
    assertRefused("{\"inputs\":[" + one + "," + one + "]}", null, List.of(), "x is there twice");
    String many =
        IntStream.range(0, 1025)
            .mapToObj(i -> "{\"name\":\"o" + i + "\"}")
            .collect(Collectors.joining(","));
    assertRefused("{\"outputs\":[" + many + "]}", null, List.of(), "outputs: too many");
    String parameters =
        IntStream.range(0, 257).mapToObj(i -> "\"p" + i + "\":1").collect(Collectors.joining(","));
    assertRefused("{\"parameters\":{" + parameters + "}}", null, List.of(), "parameters: too many");
    assertRefused(
        input("INT8", "[" + "1,".repeat(64) + "1]", "[1]"), null, List.of(), "at most 64 axes");
  }

  @Test
  void longAndDeepThingsAreRefused() {
    assertRefused("{\"id\":\"" + "x".repeat(1025) + "\"}", null, List.of(), "id: 1025 characters");
    assertRefused("{\"" + "x".repeat(5000) + "\":1}", null, List.of(), "not JSON");
    assertRefused("{\"x\":" + "[".repeat(101), null, List.of(), "not JSON");
    assertRefused("{\"x\":" + "9".repeat(1001) + "}", null, List.of(), "not JSON");
    assertRefused("{\"x\":" + "{\"x\":".repeat(50_000), null, List.of(), "not JSON");
  }

  @Test
  void aTensorLargerThanTheLimitIsRefusedBeforeItHasMemory() {
    String zeros = "0,".repeat(MAX_BYTES / 8) + "0";
    FailureException e =
        refusal(input("FP64", "[" + (MAX_BYTES / 8 + 1) + "]", "[" + zeros + "]"), null, List.of());
    assertEquals(Failure.Code.TOO_LARGE, e.failure().code());
  }

  @Test
  void withoutRoomInMemoryARequestIsRefusedForNow() {
    String json = input("INT8", "[1]", "[1]");
    try (var small = new NativePool(1024);
        var memory = Bodied.memory(small, json.getBytes(UTF_8))) {
      FailureException e =
          assertThrows(
              FailureException.class,
              () -> reader.read(memory, null, InferRequestReading::noModel));
      assertEquals(Failure.Code.OVERLOADED, e.failure().code());
      assertTrue(e.failure().retryAfter().isPresent());
    }
  }

  @Test
  void whatACallerWritesStaysWithinOneLine() {
    assertRefused(
        input("a\\r\\nb\\u2028c\\u0085", "[1]", "[1]"), null, List.of(), "datatype a??b?c? (");
  }

  @Test
  void onlyUtf8IsTaken() {
    byte[] utf16 = "{\"id\":\"a\"}".getBytes(UTF_16LE);
    byte[] latin = input("BYTES", "[1]", "[\"ü\"]").getBytes(ISO_8859_1);
    for (byte[] body : List.of(utf16, latin)) {
      try (var memory = Bodied.memory(pool, body)) {
        assertThrows(
            FailureException.class, () -> reader.read(memory, null, InferRequestReading::noModel));
      }
    }
  }
}
