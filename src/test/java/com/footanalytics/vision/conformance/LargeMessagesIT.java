package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import inference.ModelInferResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors of 16 MiB, such as a few frames of video, pass either way. */
@Group(value = "Both: messages of 16 MiB", kind = Group.Kind.CONVENTION)
class LargeMessagesIT {

  private static final int ELEMENTS = 4 << 20;

  private final Target target;
  private final Model model;

  LargeMessagesIT(Target target) {
    this.target = target;
    model = target.model("identity");
  }

  /** As binary data over HTTP. */
  @Test
  void aTensorOf16MebibytesReturnsOverHttp() {
    target.require("binary_tensor_data");
    Tensor sent = large();
    Answer answer =
        target.http().answer(model, InferBody.binary(sent).output(model.output(0), true));
    assertTrue(sent.named(model.output(0)).equals(answer.output(model.output(0))), "same bytes");
  }

  /** As raw contents over gRPC, whose own limit is usually 4 MiB. */
  @Test
  void aTensorOf16MebibytesReturnsOverGrpc() {
    Tensor sent = large();
    ModelInferResponse response = target.grpc().infer(Messages.raw(model, sent));
    Tensor returned = Messages.output(response, model.output(0));
    assertTrue(sent.named(model.output(0)).equals(returned), "same bytes");
  }

  /** As JSON over HTTP: some megabytes of text. */
  @Test
  void aQuarterOfAMillionNumbersReturnAsJson() {
    Tensor sent = model.input(0, Json.range(0, 250_000));
    Answer answer = target.http().answer(model, InferBody.of(sent));
    assertEquals(sent.raw(), answer.output(model.output(0)).raw());
  }

  private Tensor large() {
    byte[] bytes = new byte[4 * ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      bytes[4 * i] = (byte) i;
      bytes[4 * i + 1] = (byte) (i >> 8);
      bytes[4 * i + 2] = (byte) (i >> 16);
      bytes[4 * i + 3] = 0x3f;
    }
    return new Tensor(
        model.inputs().getFirst().name(),
        Datatype.FP32,
        List.of(1L, (long) ELEMENTS),
        ByteString.copyFrom(bytes));
  }
}
