package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypedContentsTest {

  static Stream<Arguments> elementsOfEveryType() {
    return Stream.of(
        Arguments.of(DataType.BOOL, contents().addBoolContents(true).addBoolContents(false)),
        Arguments.of(DataType.INT8, contents().addIntContents(-128).addIntContents(127)),
        Arguments.of(DataType.INT16, contents().addIntContents(-32768).addIntContents(32767)),
        Arguments.of(
            DataType.INT32,
            contents().addIntContents(Integer.MIN_VALUE).addIntContents(Integer.MAX_VALUE)),
        Arguments.of(
            DataType.INT64,
            contents().addInt64Contents(Long.MIN_VALUE).addInt64Contents(Long.MAX_VALUE)),
        Arguments.of(DataType.UINT8, contents().addUintContents(0).addUintContents(255)),
        Arguments.of(DataType.UINT16, contents().addUintContents(0).addUintContents(65535)),
        Arguments.of(DataType.UINT32, contents().addUintContents(0).addUintContents(-1)),
        Arguments.of(DataType.UINT64, contents().addUint64Contents(0).addUint64Contents(-1)),
        Arguments.of(
            DataType.FP32, contents().addFp32Contents(Float.MIN_VALUE).addFp32Contents(Float.NaN)),
        Arguments.of(
            DataType.FP64, contents().addFp64Contents(-0.0).addFp64Contents(Double.MAX_VALUE)),
        Arguments.of(
            DataType.BYTES,
            contents()
                .addBytesContents(ByteString.copyFromUtf8("é"))
                .addBytesContents(ByteString.EMPTY)));
  }

  @ParameterizedTest
  @MethodSource("elementsOfEveryType")
  void whatIsWrittenIsRead(DataType type, InferTensorContents.Builder contents) {
    InferTensorContents given = contents.build();
    assertTrue(TypedContents.exist(type));
    assertEquals(2, TypedContents.count(type, given));
    assertEquals(2, TypedContents.count(given));
    ByteBuffer bytes =
        ByteBuffer.allocate((int) TypedContents.bytes(type, given)).order(ByteOrder.LITTLE_ENDIAN);
    TypedContents.write(type, given, bytes);
    assertFalse(bytes.hasRemaining());

    Tensor tensor = new Tensor("x", type, List.of(2L), bytes.flip());
    assertEquals(given, TypedContents.read(tensor));
    assertEquals(given, TypedContents.read(tensor), "reading moves nothing");
  }

  @Test
  void bytesAreLittleEndian() {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    TypedContents.write(DataType.UINT16, contents().addUintContents(0x1234).build(), bytes);
    assertEquals(0x34, bytes.get(0));
    assertEquals(0x12, bytes.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "INT8,128",
    "INT8,-129",
    "INT16,32768",
    "INT16,-32769",
    "INT8,2147483647",
    "INT16,-2147483648"
  })
  void aNumberBeyondASignedTypeIsRefused(DataType type, int element) {
    refused(type, contents().addIntContents(element), Integer.toString(element));
  }

  @ParameterizedTest
  @CsvSource({"UINT8,256", "UINT8,4294967295", "UINT16,65536", "UINT16,4294967295"})
  void aNumberBeyondAnUnsignedTypeIsRefused(DataType type, long element) {
    refused(type, contents().addUintContents((int) element), Long.toString(element));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FP16", "BF16"})
  void halvesHaveNoList(DataType type) {
    assertFalse(TypedContents.exist(type));
    assertEquals(0, TypedContents.count(type, contents().addFp32Contents(1).build()));
    Tensor tensor = new Tensor("x", type, List.of(1L), ByteBuffer.allocate(2));
    assertThrows(IllegalArgumentException.class, () -> TypedContents.read(tensor));
  }

  private static void refused(DataType type, InferTensorContents.Builder contents, String element) {
    FailureException e =
        assertThrows(
            FailureException.class,
            () -> TypedContents.write(type, contents.build(), ByteBuffer.allocate(8)));
    assertEquals("contents: %s (expected: within %s)".formatted(element, type), e.getMessage());
  }

  private static InferTensorContents.Builder contents() {
    return InferTensorContents.newBuilder();
  }
}
