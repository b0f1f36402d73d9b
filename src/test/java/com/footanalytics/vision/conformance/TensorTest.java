package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  @ParameterizedTest
  @EnumSource
  void bytesAndJsonAreTheSameElements(Datatype datatype) {
    Tensor tensor = Tensor.of("t", datatype, List.of(1L, 4L), datatype.samples());
    assertEquals(tensor.raw(), datatype.encode(tensor.values()));
    assertEquals(datatype.samples().size(), tensor.values().size());
  }

  @Test
  void elementsAreLittleEndian() {
    assertEquals(
        ByteString.fromHex("01020000feffffff"),
        Datatype.INT32.encode(Json.flat(Json.of("[513, -2]"))));
  }

  @Test
  void unsignedElementsReachTheirGreatest() {
    assertEquals("[18446744073709551615]", decoded(Datatype.UINT64, "ffffffffffffffff"));
    assertEquals("[4294967295]", decoded(Datatype.UINT32, "ffffffff"));
    assertEquals("[65535]", decoded(Datatype.UINT16, "ffff"));
    assertEquals("[255]", decoded(Datatype.UINT8, "ff"));
  }

  @Test
  void stringsHaveTheirLengthBeforeThem() {
    assertEquals(
        ByteString.fromHex("0200000061620000" + "0000"),
        Datatype.BYTES.encode(Json.flat(Json.of("[\"ab\", \"\"]"))));
  }

  @Test
  void nestedAndFlatAreInverse() {
    var flat = Json.range(0, 12);
    var nested = Json.nested(flat, List.of(2L, 3L, 2L));
    assertEquals("[[[0,1],[2,3],[4,5]],[[6,7],[8,9],[10,11]]]", nested.toString());
    assertEquals(flat, Json.flat(nested));
  }

  @Test
  void oneBitMakesAnotherTensor() {
    Tensor positive = Tensor.of("t", Datatype.FP32, List.of(1L), Json.of("[0.0]"));
    Tensor negative = Tensor.of("t", Datatype.FP32, List.of(1L), Json.of("[-0.0]"));
    assertNotEquals(positive, negative);
  }

  private static String decoded(Datatype datatype, String hex) {
    return datatype.decode(ByteString.fromHex(hex)).toString();
  }
}
