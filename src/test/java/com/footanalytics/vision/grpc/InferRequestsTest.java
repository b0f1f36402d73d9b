package com.footanalytics.vision.grpc;

import static com.footanalytics.vision.grpc.Requests.input;
import static com.footanalytics.vision.grpc.Requests.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferRequest;
import com.google.protobuf.ByteString;
import inference.InferParameter;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestsTest {

  private static final InferRequest.Origin ORIGIN =
      new InferRequest.Origin("grpc", "10.0.0.1", 1, 2);

  private final NativePool pool = new NativePool(1 << 20);
  private final InferRequests requests = new InferRequests(pool);

  @AfterEach
  void nothingIsLeftBehind() {
    assertEquals(0, pool.takenBytes());
    pool.close();
  }

  @Test
  void aRequestIsReadWithAllThatItSays() {
    ModelInferRequest wire =
        Requests.raw("7", 1.5f, -2f).toBuilder()
            .setModelVersion("3")
            .putParameters("timeout", InferParameter.newBuilder().setInt64Param(500).build())
            .addOutputs(InferRequestedOutputTensor.newBuilder().setName("b"))
            .addOutputs(InferRequestedOutputTensor.newBuilder().setName("a"))
            .build();
    try (InferRequest request = requests.read(wire, ORIGIN)) {
      assertEquals("identity", request.model());
      assertEquals("3", request.version());
      assertEquals(Map.of("timeout", 500L), request.parameters());
      assertEquals(List.of("b", "a"), request.outputs());
      assertEquals(ORIGIN, request.origin());
      Tensor tensor = request.inputs().getFirst();
      assertEquals("x", tensor.name());
      assertEquals(DataType.FP32, tensor.type());
      assertEquals(List.of(2L), tensor.shape());
      assertTrue(tensor.data().isDirect());
      assertEquals(1.5f, tensor.data().getFloat(0));
      assertEquals(-2f, tensor.data().getFloat(4));
      assertEquals(8, tensor.data().remaining());
      assertTrue(pool.takenBytes() > 0);
    }
  }

  @Test
  void aRequestClosedTwiceGivesItsMemoryBackOnce() {
    InferRequest first = requests.read(Requests.raw("", 1), ORIGIN);
    first.close();
    InferRequest second = requests.read(Requests.raw("", 2), ORIGIN);
    long taken = pool.takenBytes();
    first.close();
    assertEquals(taken, pool.takenBytes());
    second.close();
  }

  @Test
  void everyTensorHasItsOwnPlace() {
    ModelInferRequest wire =
        to("m")
            .addInputs(input("a", "UINT8", 3L))
            .addInputs(input("b", "INT64", 1L))
            .addInputs(input("c", "FP32", 0L, 4L))
            .addRawInputContents(ByteString.copyFrom(new byte[] {1, 2, 3}))
            .addRawInputContents(ByteString.copyFrom(new byte[] {1, 0, 0, 0, 0, 0, 0, 1}))
            .addRawInputContents(ByteString.EMPTY)
            .build();
    try (InferRequest request = requests.read(wire, ORIGIN)) {
      assertEquals(3, request.inputs().get(0).data().get(2));
      assertEquals((1L << 56) + 1, request.inputs().get(1).data().getLong(0));
      assertEquals(0, request.inputs().get(2).data().remaining());
    }
  }

  @Test
  void aScalarIsOneElementAndARequestMayHaveNoInput() {
    ModelInferRequest scalar =
        to("m").addInputs(input("a", "FP32")).addRawInputContents(Requests.floats(5)).build();
    try (InferRequest request = requests.read(scalar, ORIGIN)) {
      assertEquals(5f, request.inputs().getFirst().data().getFloat(0));
    }
    try (InferRequest request = requests.read(to("m").build(), ORIGIN)) {
      assertTrue(request.inputs().isEmpty());
    }
  }

  @Test
  void bytesCutInPiecesAreTheSame() {
    ByteString cut = Requests.floats(new float[100]).concat(Requests.floats(new float[100]));
    ModelInferRequest wire =
        to("m")
            .addInputs(input("x", "FP32", 201L))
            .addRawInputContents(cut.concat(Requests.floats(9)))
            .build();
    try (InferRequest request = requests.read(wire, ORIGIN)) {
      assertEquals(9f, request.inputs().getFirst().data().getFloat(800));
    }
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
  void rawContentsMustHaveTheBytesOfTheirShape(DataType type) {
    int bytes = 6 * type.bytes();
    var wire = to("m").addInputs(input("x", type.name(), 2L, 3L));
    requests.read(wire.clone().addRawInputContents(zeros(bytes)).build(), ORIGIN).close();
    for (int wrong : List.of(0, bytes - 1, bytes + 1, bytes + type.bytes())) {
      refused(wire.clone().addRawInputContents(zeros(wrong)), "6 elements of " + type);
    }
  }

  @Test
  void typedContentsAreWrittenAsBytes() {
    ModelInferRequest wire =
        to("m")
            .addInputs(
                input("x", "BYTES", 2L)
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addBytesContents(ByteString.copyFromUtf8("ab"))
                            .addBytesContents(ByteString.EMPTY)))
            .build();
    assertTrue(InferRequests.isTyped(wire));
    assertFalse(InferRequests.isTyped(Requests.raw("", 1)));
    try (InferRequest request = requests.read(wire, ORIGIN)) {
      ByteBuffer data = request.inputs().getFirst().data();
      assertEquals(10, data.remaining());
      assertEquals(2, data.getInt(0));
      assertEquals('b', data.get(5));
      assertEquals(0, data.getInt(6));
    }
  }

  @Test
  void bothWaysInOneRequestAreRefused() {
    refused(
        Requests.typed("", 1).toBuilder().addRawInputContents(Requests.floats(1)),
        "contents beside raw_input_contents");
    refused(
        to("m")
            .addInputs(input("a", "FP32", 1L))
            .addInputs(input("b", "FP32", 1L).setContents(InferTensorContents.newBuilder()))
            .addRawInputContents(Requests.floats(1))
            .addRawInputContents(Requests.floats(1)),
        "input b: contents beside raw_input_contents");
    refused(
        to("m")
            .addInputs(input("a", "FP32", 1L))
            .addInputs(input("b", "FP32", 1L))
            .addRawInputContents(Requests.floats(1)),
        "raw_input_contents: 1 (expected: 2, one for each input)");
  }

  @Test
  void contentsMustBeAsManyAsTheShapeSaysAndInTheirTypesList() {
    refused(
        Requests.typed("", 1, 2).toBuilder()
            .setInputs(0, Requests.typed("", 1, 2).getInputs(0).toBuilder().setShape(0, 3)),
        "input x: 2 elements in its contents, 2 of them FP32 (expected: 3)");
    refused(
        to("m")
            .addInputs(
                input("x", "FP32", 1L)
                    .setContents(InferTensorContents.newBuilder().addFp64Contents(1))),
        "0 of them FP32");
    refused(
        to("m")
            .addInputs(
                input("x", "FP32", 1L)
                    .setContents(
                        InferTensorContents.newBuilder().addFp32Contents(1).addIntContents(1))),
        "input x: 2 elements in its contents, 1 of them FP32 (expected: 1)");
    refused(to("m").addInputs(input("x", "FP32", 1L)), "0 elements in its contents");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FP16", "BF16"})
  void halvesComeAsBytesOnly(String type) {
    refused(
        to("m")
            .addInputs(
                input("x", type, 1L)
                    .setContents(InferTensorContents.newBuilder().addFp32Contents(1))),
        type + " without raw_input_contents");
  }

  @Test
  void anElementBeyondItsTypeIsRefused() {
    refused(
        to("m")
            .addInputs(
                input("x", "INT8", 1L)
                    .setContents(InferTensorContents.newBuilder().addIntContents(128))),
        "contents: 128 (expected: within INT8)");
  }

  @ParameterizedTest
  @CsvSource({"FP31", "fp32", "TYPE_FP32", "''"})
  void aTypeThatIsNoneIsRefused(String type) {
    refused(to("m").addInputs(input("x", type, 1L)), "datatype '%s'".formatted(type));
  }

  static Stream<Arguments> impossibleShapes() {
    return Stream.of(
        Arguments.of(List.of(-1L)),
        Arguments.of(List.of(-2L, -2L)),
        Arguments.of(List.of(1L << 40, 1L << 40)),
        Arguments.of(List.of(Long.MAX_VALUE, 2L)));
  }

  @ParameterizedTest
  @MethodSource("impossibleShapes")
  void anImpossibleShapeIsRefused(List<Long> shape) {
    refused(
        to("m")
            .addInputs(input("x", "FP32", shape.toArray(Long[]::new)))
            .addRawInputContents(Requests.floats(1)),
        "shape " + shape);
  }

  @Test
  void aHugeShapeTakesNoMemory() {
    refused(
        to("m").addInputs(input("x", "FP64", 1L << 61)).addRawInputContents(ByteString.EMPTY),
        "0 bytes of raw_input_contents");
    refused(
        to("m").addInputs(input("x", "BYTES", 1L << 61)).addRawInputContents(zeros(8)),
        "8 bytes of raw_input_contents");
  }

  @Test
  void rawBytesElementsAreCountedAndMustEndWithTheContents() {
    byte[] two = {1, 0, 0, 0, 'a', 0, 0, 0, 0};
    try (InferRequest request = requests.read(bytes(2, two).build(), ORIGIN)) {
      assertEquals(9, request.inputs().getFirst().data().remaining());
    }
    refused(bytes(1, two), "2 elements and 0 bytes");
    refused(bytes(2, new byte[] {1, 0, 0, 0, 'a', 0, 0, 0}), "1 elements and 3 bytes");
    refused(bytes(2, new byte[] {5, 0, 0, 0, 'a', 0, 0, 0}), "element 0 of 5 bytes where 4");
    refused(bytes(1, new byte[] {-1, -1, -1, -1}), "element 0 of 4294967295 bytes where 0");
    refused(bytes(1, "abc".getBytes(UTF_8)), "3 bytes of raw_input_contents");
  }

  @Test
  void withoutRoomARequestIsOneTooMany() {
    try (InferRequest most = requests.read(zeros("m", 1 << 20).build(), ORIGIN)) {
      assertEquals(1 << 20, most.inputs().getFirst().data().remaining());
      FailureException e =
          assertThrows(FailureException.class, () -> requests.read(Requests.raw("", 1), ORIGIN));
      assertEquals(Failure.Code.OVERLOADED, e.failure().code());
    }
    requests.read(Requests.raw("", 1), ORIGIN).close();
  }

  @Test
  void whatIsNotOfferedIsRefusedByName() {
    InferParameter text = InferParameter.newBuilder().setStringParam("region").build();
    for (ModelInferRequest.Builder wire :
        List.of(
            to("m").addInputs(input("x", "FP32", 1L).putParameters("shared_memory_region", text)),
            to("m")
                .addOutputs(
                    InferRequestedOutputTensor.newBuilder()
                        .setName("x")
                        .putParameters("shared_memory_region", text)),
            to("m")
                .addOutputs(
                    InferRequestedOutputTensor.newBuilder()
                        .setName("x")
                        .putParameters("classification", text)))) {
      FailureException e =
          assertThrows(FailureException.class, () -> requests.read(wire.build(), ORIGIN));
      assertEquals(Failure.Code.UNSUPPORTED, e.failure().code());
      assertTrue(e.failure().message().contains("put x: "), e.failure().message());
    }
  }

  private void refused(ModelInferRequest.Builder wire, String reason) {
    FailureException e =
        assertThrows(FailureException.class, () -> requests.read(wire.build(), ORIGIN));
    assertEquals(Failure.Code.INVALID, e.failure().code());
    assertTrue(e.failure().message().contains(reason), e.failure().message());
    assertEquals(0, pool.takenBytes());
  }

  private static ModelInferRequest.Builder bytes(long elements, byte[] raw) {
    return to("m")
        .addInputs(input("x", "BYTES", elements))
        .addRawInputContents(ByteString.copyFrom(raw));
  }

  private static ModelInferRequest.Builder zeros(String model, int bytes) {
    return to(model).addInputs(input("x", "UINT8", (long) bytes)).addRawInputContents(zeros(bytes));
  }

  private static ByteString zeros(int bytes) {
    return ByteString.copyFrom(new byte[bytes]);
  }
}
