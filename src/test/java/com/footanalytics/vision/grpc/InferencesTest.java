package com.footanalytics.vision.grpc;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.InferAnswer;
import com.footanalytics.vision.oip.TestingTensorModels;
import com.footanalytics.vision.telemetry.Trace;
import com.google.rpc.RetryInfo;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferencesTest {

  private static final Arrival ARRIVAL =
      new Arrival("here", 1, Long.MAX_VALUE, Identity.caller("here"), Trace.NONE);

  private final NativePool pool = new NativePool(4096);
  private final TestingTensorModels models = new TestingTensorModels();
  private final TestingServerCall<ModelInferResponse> call = new TestingServerCall<>();
  private Optional<String> refusal = Optional.empty();
  private final Inferences inferences =
      new Inferences(models, () -> refusal, new InferRequests(pool));

  @AfterEach
  void nothingIsLeftBehind() {
    assertEquals(0, pool.takenBytes());
    pool.close();
  }

  @Test
  void theAnswerIsGivenTheWayTheRequestCame() {
    one(Requests.raw("7", 1, 2));
    ModelInferResponse raw = call.answers.getFirst();
    assertTrue(call.completed);
    assertEquals("7", raw.getId());
    assertEquals("identity", raw.getModelName());
    assertEquals("1", raw.getModelVersion());
    assertEquals("FP32", raw.getOutputs(0).getDatatype());
    assertEquals(List.of(2L), raw.getOutputs(0).getShapeList());
    assertEquals(Requests.floats(1, 2), raw.getRawOutputContents(0));

    ModelInferResponse typed = infer(Requests.typed("8", 1, 2));
    assertEquals(0, typed.getRawOutputContentsCount());
    assertEquals(List.of(1f, 2f), typed.getOutputs(0).getContents().getFp32ContentsList());
  }

  @Test
  void outputsWithoutAListMakeTheWholeAnswerRaw() {
    Tensor half = new Tensor("h", DataType.FP16, List.of(1L), ByteBuffer.allocate(2));
    Tensor number = new Tensor("n", DataType.INT8, List.of(1L), ByteBuffer.allocate(1));
    ModelInferResponse response =
        InferResponses.write("", true, new InferAnswer.Done("m", "1", List.of(number, half)));
    assertEquals(2, response.getRawOutputContentsCount());
    assertTrue(response.getOutputsList().stream().noneMatch(output -> output.hasContents()));
  }

  @Test
  void aFailureEndsTheCallWithItsStatus() {
    models.fail(Failure.of(Failure.Code.TOO_LATE, "the deadline passed"));
    one(Requests.raw("", 1));
    assertStatus(Status.Code.DEADLINE_EXCEEDED, "the deadline passed");
  }

  @Test
  void aRequestThatContradictsItselfIsNotRun() {
    one(Requests.raw("", 1).toBuilder().clearRawInputContents().build());
    assertEquals(Status.Code.INVALID_ARGUMENT, Status.fromThrowable(call.error).getCode());
    assertEquals(0, models.waiting());
  }

  @Test
  void nothingIsTakenWhileTheServiceRefuses() {
    refusal = Optional.of("the service is stopping");
    one(Requests.raw("", 1));
    assertStatus(Status.Code.UNAVAILABLE, "the service is stopping");
  }

  @Test
  void aRequestTooManyIsAskedToComeAgain() throws Exception {
    one(Requests.raw("", new float[1025]));
    assertStatus(
        Status.Code.RESOURCE_EXHAUSTED,
        "no room for 4160 bytes beside other requests; try again later");
    RetryInfo retry =
        requireNonNull(StatusProto.fromThrowable(call.error)).getDetails(0).unpack(RetryInfo.class);
    assertEquals(1, retry.getRetryDelay().getSeconds());
  }

  @Test
  void aCallThatIsCancelledCancelsItsRun() throws InterruptedException {
    models.hold();
    one(Requests.raw("", 1));
    call.cancels();
    assertTrue(models.next().awaitCancel());
  }

  @Test
  void cancellingWhatWasAnsweredDoesNothing() {
    one(Requests.raw("", 1));
    call.cancels();
    assertEquals(1, call.answers.size());
  }

  private void one(ModelInferRequest request) {
    inferences.one(request, ARRIVAL, call);
  }

  private ModelInferResponse infer(ModelInferRequest request) {
    var next = new TestingServerCall<ModelInferResponse>();
    inferences.one(request, ARRIVAL, next);
    return next.answers.getFirst();
  }

  private void assertStatus(Status.Code code, String message) {
    Status status = Status.fromThrowable(call.error);
    assertEquals(code, status.getCode());
    assertEquals(message, status.getDescription());
    assertEquals(List.of(), call.answers);
  }
}
