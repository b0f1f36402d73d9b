package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferAnswer;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferReplyWriterTest {

  private final InferReplyWriter writer = new InferReplyWriter(1 << 20);

  @Test
  void anAnswerIsJsonUnlessBinaryIsAskedFor() {
    var request = new InferMessage("a\"1", Map.of(), List.of(), List.of(), false);
    InferReply reply =
        writer.write(request, done(tensor(DataType.INT32, List.of(1L, 2L), Bodied.ints(3, -4))));
    assertEquals(
        "{\"model_name\":\"m\",\"model_version\":\"2\",\"id\":\"a\\\"1\",\"outputs\":["
            + "{\"name\":\"y\",\"datatype\":\"INT32\",\"shape\":[1,2],\"data\":[3,-4]}]}",
        text(reply));
    assertTrue(!reply.binary());
  }

  @Test
  void binaryOutputsFollowTheJsonInTheirOrder() {
    var wanted =
        List.of(
            new InferMessage.WantedOutput("y", null), new InferMessage.WantedOutput("z", false));
    var request = new InferMessage(null, Map.of(), List.of(), wanted, true);
    var z = new Tensor("z", DataType.BOOL, List.of(1L), ByteBuffer.wrap(new byte[] {1}));
    var e = new Tensor("e", DataType.FP16, List.of(0L), ByteBuffer.allocate(0));
    InferReply reply =
        writer.write(
            request,
            new InferAnswer.Done(
                "m", "2", List.of(tensor(DataType.INT32, List.of(1L), Bodied.ints(7)), z, e)));
    assertTrue(reply.binary());
    byte[] body = bytes(reply);
    assertEquals(
        "{\"model_name\":\"m\",\"model_version\":\"2\",\"outputs\":[{\"name\":\"y\","
            + "\"datatype\":\"INT32\",\"shape\":[1],\"parameters\":{\"binary_data_size\":4}},"
            + "{\"name\":\"z\",\"datatype\":\"BOOL\",\"shape\":[1],\"data\":[true]},"
            + "{\"name\":\"e\",\"datatype\":\"FP16\",\"shape\":[0],"
            + "\"parameters\":{\"binary_data_size\":0}}]}",
        new String(body, 0, reply.headBytes(), UTF_8));
    assertArrayEquals(
        Bodied.ints(7), java.util.Arrays.copyOfRange(body, reply.headBytes(), body.length));
  }

  @Test
  void anEmptyBinaryOutputIsStillBinary() {
    var request = new InferMessage(null, Map.of(), List.of(), List.of(), true);
    InferReply reply = writer.write(request, done(tensor(DataType.FP32, List.of(0L), new byte[0])));
    assertTrue(reply.binary());
    assertEquals(reply.headBytes(), bytes(reply).length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | 00 01                   | false,true",
        "INT8   | 80                      | -128",
        "UINT8  | ff                      | 255",
        "INT16  | 00 80                   | -32768",
        "UINT16 | ff ff                   | 65535",
        "UINT32 | ff ff ff ff             | 4294967295",
        "INT64  | 00 00 00 00 00 00 00 80 | -9223372036854775808",
        "UINT64 | ff ff ff ff ff ff ff ff | 18446744073709551615",
        "FP32   | 00 00 c0 3f             | 1.5",
        "FP64   | 00 00 00 00 00 00 f0 3f | 1.0",
        "BYTES  | 02 00 00 00 c3 bc 00 00 00 00 | \"ü\",\"\""
      })
  void everyTypeHasItsJson(DataType type, String hex, String json) {
    var request = new InferMessage(null, Map.of(), List.of(), List.of(), false);
    byte[] data = HexFormat.ofDelimiter(" ").parseHex(hex);
    InferReply reply = writer.write(request, done(tensor(type, List.of(1L), data)));
    String text = text(reply);
    assertTrue(text.contains("\"data\":[" + json + "]"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FP16  | 00 00                   | has no form in JSON",
        "BF16  | 00 00                   | has no form in JSON",
        "FP32  | 00 00 c0 7f             | NaN",
        "FP32  | 00 00 80 ff             | -Infinity",
        "FP64  | 00 00 00 00 00 00 f0 7f | Infinity",
        "BYTES | 01 00 00 00 ff          | is no text in UTF-8"
      })
  void whatJsonCannotHoldSaysToAskForBinary(DataType type, String hex, String reason) {
    var request = new InferMessage(null, Map.of(), List.of(), List.of(), false);
    byte[] data = HexFormat.ofDelimiter(" ").parseHex(hex);
    FailureException e =
        assertThrows(
            FailureException.class,
            () -> writer.write(request, done(tensor(type, List.of(1L), data))));
    assertTrue(e.failure().message().contains(reason), e.failure().message());
    assertTrue(e.failure().message().endsWith("binary_data: true"), e.failure().message());
  }

  @Test
  void jsonDoesNotGrowWithoutEnd() {
    var request = new InferMessage(null, Map.of(), List.of(), List.of(), false);
    byte[] data = new byte[1 << 20];
    FailureException e =
        assertThrows(
            FailureException.class,
            () -> writer.write(request, done(tensor(DataType.INT8, List.of(1L << 20), data))));
    assertTrue(e.failure().message().contains("too large for JSON"), e.failure().message());
  }

  @Test
  void elementsInJsonAreCounted() {
    InferAnswer.Done done = done(tensor(DataType.INT32, List.of(2L), Bodied.ints(1, 2)));
    assertEquals(
        2,
        InferReplyWriter.elementsInJson(
            new InferMessage(null, Map.of(), List.of(), List.of(), false), done));
    assertEquals(
        0,
        InferReplyWriter.elementsInJson(
            new InferMessage(null, Map.of(), List.of(), List.of(), true), done));
  }

  private static Tensor tensor(DataType type, List<Long> shape, byte[] data) {
    return new Tensor("y", type, shape, ByteBuffer.wrap(data));
  }

  private static InferAnswer.Done done(Tensor output) {
    return new InferAnswer.Done("m", "2", List.of(output));
  }

  private static String text(InferReply reply) {
    return new String(bytes(reply), UTF_8);
  }

  private static byte[] bytes(InferReply reply) {
    byte[] bytes = new byte[reply.body().readableBytes()];
    reply.body().readBytes(bytes);
    assertTrue(reply.body().release());
    return bytes;
  }
}
