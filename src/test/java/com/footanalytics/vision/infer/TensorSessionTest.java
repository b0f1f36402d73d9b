package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ExampleModel;
import com.footanalytics.vision.bench.OnnxBytes;
import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorSessionTest {

  @TempDir private Path folder;

  /** Not a number with a payload, minus nothing, the smallest and the largest of each type. */
  @ParameterizedTest
  @CsvSource({
    "FP32, 4, 0100a07f 01000000 00000080 ffff7f7f 0000c0ff",
    "FP64, 8, 010000000000f47f 0100000000000000 0000000000000080",
    "FP16, 2, 017d 0100 0080 ff7b ffff",
    "BF16, 2, a17f 0100 0080 7f7f ffff",
    "INT8, 1, 80 ff 00 7f",
    "UINT8, 1, ff 80 00 7f",
    "INT16, 2, 0080 ffff 0100",
    "INT32, 4, 00000080 ffffffff 01000000",
    "INT64, 8, 0000000000000080 ffffffffffffffff 0100000000000000",
    "BOOL, 1, 00 01 01 00"
  })
  void everyBitOfEveryTypeComesBack(DataType type, int bytes, String elements) {
    byte[] expected = HexFormat.of().parseHex(elements.replace(" ", ""));
    long count = expected.length / bytes;
    try (TensorSession session = open(ExampleModel.identity("i", type, -1, -1))) {
      for (ByteBuffer memory :
          List.of(ByteBuffer.allocateDirect(expected.length), ByteBuffer.wrap(expected.clone()))) {
        var input = tensor("INPUT0", type, memory.put(0, expected), 1, count);
        Tensor output = session.run(List.of(input), List.of()).getFirst();
        assertEquals("OUTPUT0", output.name());
        assertEquals(type, output.type());
        assertEquals(List.of(1L, count), output.shape());
        assertArrayEquals(expected, bytes(output.data()));
        assertArrayEquals(expected, bytes(input.data()));
      }
    }
  }

  @Test
  void textComesBackInEveryShape() {
    byte[] texts = texts("", "a", "Zuschauer: 0", "größer", "日本", "\uD83D\uDE00", "a\0b");
    try (TensorSession session = open(ExampleModel.identity("i", DataType.BYTES, -1, -1))) {
      for (long rows : new long[] {1, 7}) {
        var input = tensor("INPUT0", DataType.BYTES, ByteBuffer.wrap(texts), rows, 7 / rows);
        Tensor output = session.run(List.of(input), List.of()).getFirst();
        assertEquals(List.of(rows, 7 / rows), output.shape());
        assertArrayEquals(texts, bytes(output.data()));
      }
    }
  }

  @Test
  void whatIsNoTextIsRefused() {
    try (TensorSession session = open(ExampleModel.identity("i", DataType.BYTES, -1))) {
      assertEquals(
          "INPUT0: element 1 of 2 is not UTF-8, as ONNX's strings are",
          refusal(session, text(2, "01000000 61 02000000 c328")));
      assertEquals(
          "INPUT0: element 1 of 2 is cut off",
          refusal(session, text(2, "01000000 61 02000000 c3")));
      assertEquals("INPUT0: element 0 of 1 is cut off", refusal(session, text(1, "ffffffff 61")));
      assertEquals("INPUT0: 2 bytes follow 1 elements", refusal(session, text(1, "00000000 6161")));
      assertEquals(
          "INPUT0: 8 bytes are too few for 4000000000 elements",
          refusal(session, text(4_000_000_000L, "00000000 00000000")));
    }
  }

  @Test
  void rowsStayInTheirOrder() {
    int rows = 5;
    ByteBuffer some = ByteBuffer.allocateDirect(rows * 64).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer others = ByteBuffer.allocateDirect(rows * 64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows * 16; i++) {
      some.putInt(i * 4, i);
      others.putInt(i * 4, 1000 * i);
    }
    try (TensorSession session = open(ExampleModel.simple())) {
      assertEquals(ExampleModel.simple().signature(), session.signature());
      List<Tensor> inputs =
          List.of(
              tensor("INPUT1", DataType.INT32, others, rows, 16),
              tensor("INPUT0", DataType.INT32, some, rows, 16));
      List<Tensor> outputs = session.run(inputs, List.of());
      assertEquals(List.of("OUTPUT0", "OUTPUT1"), outputs.stream().map(Tensor::name).toList());
      for (int i = 0; i < rows * 16; i++) {
        assertEquals(1001 * i, outputs.get(0).data().getInt(i * 4));
        assertEquals(-999 * i, outputs.get(1).data().getInt(i * 4));
      }
      assertEquals(
          List.of("OUTPUT1"),
          session.run(inputs, List.of("OUTPUT1")).stream().map(Tensor::name).toList());
      assertEquals(
          List.of("OUTPUT1", "OUTPUT0"),
          session.run(inputs, List.of("OUTPUT1", "OUTPUT0")).stream().map(Tensor::name).toList());
    }
  }

  @Test
  void anOutputOutlivesTheInputsMemoryAndTheSession() {
    ByteBuffer memory = ByteBuffer.allocateDirect(4).putInt(0, 7);
    Tensor output;
    try (TensorSession session = open(ExampleModel.identity("i", DataType.FP32, -1))) {
      output = session.run(List.of(tensor("INPUT0", DataType.FP32, memory, 1)), List.of()).get(0);
      memory.putInt(0, 8);
    }
    assertArrayEquals(new byte[] {0, 0, 0, 7}, bytes(output.data()));
  }

  @Test
  void dataThatDoNotLieOnAMultipleOfTheirSizeAreTakenToo() {
    ByteBuffer memory = ByteBuffer.allocateDirect(17).order(ByteOrder.LITTLE_ENDIAN);
    memory.putDouble(1, 1.5).putDouble(9, -2.5);
    try (TensorSession session = open(ExampleModel.identity("i", DataType.FP64, -1))) {
      var input = tensor("INPUT0", DataType.FP64, memory.slice(1, 16), 2);
      ByteBuffer output = session.run(List.of(input), List.of()).getFirst().data();
      assertEquals(1.5, output.getDouble(0));
      assertEquals(-2.5, output.getDouble(8));
    }
  }

  @ParameterizedTest
  @CsvSource({"FP32", "BOOL", "FP16", "INT64", "BYTES"})
  void anAxisMayBeEmpty(DataType type) {
    try (TensorSession session = open(ExampleModel.identity("i", type, -1, -1))) {
      var input = tensor("INPUT0", type, ByteBuffer.allocateDirect(0), 0, 3);
      Tensor output = session.run(List.of(input), List.of()).getFirst();
      assertEquals(List.of(0L, 3L), output.shape());
      assertFalse(output.data().hasRemaining());
    }
  }

  @ParameterizedTest
  @CsvSource({"FP32, 0000803f", "BYTES, 0100000061"})
  void aSingleElementNeedsNoAxis(DataType type, String element) {
    byte[] bytes = HexFormat.of().parseHex(element);
    try (TensorSession session = open(ExampleModel.identity("i", type))) {
      var input = tensor("INPUT0", type, ByteBuffer.wrap(bytes));
      Tensor output = session.run(List.of(input), List.of()).getFirst();
      assertEquals(List.of(), output.shape());
      assertArrayEquals(bytes, bytes(output.data()));
    }
  }

  @Test
  void whatTheModelDoesNotTakeIsRefusedInOneLine() {
    try (TensorSession session = open(ExampleModel.simple())) {
      Tensor some = tensor("INPUT0", DataType.INT32, ByteBuffer.allocateDirect(64), 1, 16);
      Tensor others = tensor("INPUT1", DataType.INT32, ByteBuffer.allocateDirect(64), 1, 16);
      assertEquals(
          "input INPUT2: not one of the model's (expected: each of [INPUT0, INPUT1] once)",
          refusal(session, some, tensor("INPUT2", DataType.INT32, others.data(), 1, 16)));
      assertEquals(
          "input INPUT0: given twice (expected: each of [INPUT0, INPUT1] once)",
          refusal(session, some, some));
      assertEquals("inputs [INPUT0] (expected: [INPUT0, INPUT1])", refusal(session, some));
      assertEquals(
          "input INPUT0: INT32 [1, 17] (expected: INT32 [-1, 16])",
          refusal(session, tensor("INPUT0", DataType.INT32, some.data(), 1, 17), others));
      assertEquals(
          "input INPUT0: INT32 [-1, 16] (expected: INT32 [-1, 16])",
          refusal(session, tensor("INPUT0", DataType.INT32, some.data(), -1, 16), others));
      assertEquals(
          "input INPUT0: FP32 [1, 16] (expected: INT32 [-1, 16])",
          refusal(session, tensor("INPUT0", DataType.FP32, some.data(), 1, 16), others));
      assertEquals(
          "INPUT0: 64 bytes (expected: 32 elements of INT32 of 4 bytes, as the shape [2, 16] says)",
          refusal(session, tensor("INPUT0", DataType.INT32, some.data(), 2, 16), others));
      assertEquals(
          "INPUT0: shape [1152921504606846976, 16] (expected: fewer elements)",
          refusal(session, tensor("INPUT0", DataType.INT32, some.data(), 1L << 60, 16), others));
      assertTrue(
          refusal(
                  session,
                  tensor("INPUT0", DataType.INT32, ByteBuffer.allocateDirect(192), 3, 16),
                  tensor("INPUT1", DataType.INT32, ByteBuffer.allocateDirect(128), 2, 16))
              .startsWith("failed: "));
      assertEquals(2, session.run(List.of(some, others), List.of()).size());
    }
  }

  @Test
  void outputsThatAreNotThereOrAskedForTwiceAreRefused() {
    try (TensorSession session = open(ExampleModel.identity("i", DataType.UINT8, -1))) {
      var input = List.of(tensor("INPUT0", DataType.UINT8, ByteBuffer.allocateDirect(1), 1));
      assertEquals(
          "output OUTPUT1: not one of the model's (expected: one of [OUTPUT0])",
          assertThrows(ModelException.class, () -> session.run(input, List.of("OUTPUT1")))
              .getMessage());
      assertEquals(
          "outputs [OUTPUT0, OUTPUT0] (expected: each once)",
          assertThrows(
                  ModelException.class, () -> session.run(input, List.of("OUTPUT0", "OUTPUT0")))
              .getMessage());
    }
  }

  @Test
  void aBooleanIsNothingButZeroOrOne() {
    try (TensorSession session = open(ExampleModel.identity("i", DataType.BOOL, -1))) {
      assertEquals(
          "INPUT0: BOOL element 1 is 255 (expected: 0 or 1)",
          refusal(
              session, tensor("INPUT0", DataType.BOOL, ByteBuffer.wrap(new byte[] {1, -1}), 2)));
    }
  }

  @ParameterizedTest
  @CsvSource({"UINT16", "UINT32", "UINT64"})
  void inputsThatJavaCannotHandInAreRefusedAtLoad(DataType type) {
    String refusal = refusal(() -> open(ExampleModel.identity("i", type, -1)));
    assertTrue(
        refusal.endsWith(
            "input INPUT0 is "
                + type
                + ", which ONNX Runtime does not take from Java (expected: [BOOL, UINT8, INT8,"
                + " INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES])"),
        refusal);
  }

  @ParameterizedTest
  @CsvSource({"UINT16, ffff", "UINT32, ffffffff", "UINT64, ffffffffffffffff"})
  void outputsOfThoseTypesAreRead(DataType type, String largest) {
    var graph =
        new OnnxBytes()
            .field(
                1,
                OnnxBytes.node("Cast", "WIDE", "INPUT0").attribute("to", OnnxBytes.element(type)))
            .field(2, "cast")
            .field(11, OnnxBytes.value("INPUT0", OnnxBytes.INT64, -1))
            .field(12, OnnxBytes.value("WIDE", OnnxBytes.element(type), -1));
    try (TensorSession session = open(OnnxBytes.model(graph), 1)) {
      ByteBuffer minusOne = ByteBuffer.allocateDirect(8).putLong(0, -1);
      Tensor output =
          session.run(List.of(tensor("INPUT0", DataType.INT64, minusOne, 1)), List.of()).get(0);
      assertEquals(type, output.type());
      assertArrayEquals(HexFormat.of().parseHex(largest), bytes(output.data()));
    }
  }

  @Test
  void batchesThatTheGraphDoesNotTakeAreRefusedAtLoad() {
    byte[] weights = ExampleModel.identity("i", DataType.FP32, 1, -1).onnx();
    open(weights, 0).close();
    assertEquals(
        "test: max-batch-size 8, but the first axis of [INPUT0 FP32 [1, -1], OUTPUT0 FP32 [1, -1]]"
            + " is not open (expected: -1, or max-batch-size 0)",
        assertThrows(ModelException.class, () -> open(weights, 8)).getMessage());
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path damaged = Files.write(folder.resolve("damaged.onnx"), new byte[] {1, 2, 3});
    for (Path file : List.of(damaged, folder.resolve("missing.onnx"))) {
      String refusal =
          refusal(() -> new OnnxRuntimeEngine().openTensors(new TensorFile("t", file, 0), 1, 1));
      assertTrue(refusal.startsWith(file.toString()) && refusal.lines().count() == 1, refusal);
    }
  }

  @Test
  void anEngineOpensAsManySessionsAsAreWanted() throws IOException {
    Path file = Files.write(folder.resolve("simple.onnx"), ExampleModel.simple().onnx());
    var opened =
        new PreferredEngines(InferenceSettings.CPU)
            .openTensors(new TensorFile("simple:1", file, 8), 2, 3);
    assertEquals("OnnxRuntime", opened.engine());
    assertEquals("cpu", opened.device());
    assertEquals(3, opened.sessions().size());
    assertEquals(ExampleModel.simple().signature(), opened.signature());
    opened.sessions().forEach(TensorSession::close);
  }

  private TensorSession open(ExampleModel model) {
    return open(model.onnx(), 0);
  }

  private TensorSession open(byte[] weights, int maxBatchSize) {
    try {
      Path file = Files.write(folder.resolve("model.onnx"), weights);
      return new OnnxRuntimeEngine()
          .openTensors(new TensorFile("test", file, maxBatchSize), 1, 1)
          .sessions()
          .getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refusal(TensorSession session, Tensor... inputs) {
    String refusal = refusal(() -> session.run(List.of(inputs), List.of()));
    assertEquals(1, refusal.lines().count());
    return refusal;
  }

  private static String refusal(Executable refused) {
    return String.valueOf(assertThrows(ModelException.class, refused).getMessage());
  }

  private static Tensor text(long count, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return tensor("INPUT0", DataType.BYTES, ByteBuffer.wrap(bytes), count);
  }

  private static Tensor tensor(String name, DataType type, ByteBuffer data, long... shape) {
    return new Tensor(name, type, Arrays.stream(shape).boxed().toList(), data);
  }

  private static byte[] texts(String... texts) {
    ByteBuffer data = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      data.putInt(bytes.length).put(bytes);
    }
    return bytes(data.flip());
  }

  private static byte[] bytes(ByteBuffer data) {
    var bytes = new byte[data.remaining()];
    data.get(data.position(), bytes);
    return bytes;
  }
}
