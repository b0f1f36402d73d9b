package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.oip.TestingTensorModels;
import com.footanalytics.vision.oip.TestingTensorModels.Run;
import com.footanalytics.vision.telemetry.Trace;
import inference.ModelStreamInferResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferStreamTest {

  private final NativePool pool = new NativePool(1 << 20);
  private final TestingTensorModels models = new TestingTensorModels();
  private final TestingServerCall<ModelStreamInferResponse> call = new TestingServerCall<>();
  private Optional<String> refusal = Optional.empty();
  private final InferStream stream =
      new InferStream(
          new Inferences(models, () -> refusal, new InferRequests(pool)),
          new Arrival("10.0.0.1", 1, 2, Identity.caller("10.0.0.1"), Trace.NONE),
          call);

  @AfterEach
  void nothingIsLeftBehind() {
    assertEquals(0, pool.takenBytes());
    pool.close();
  }

  @Test
  void answersKeepTheOrderOfTheirRequests() throws InterruptedException {
    models.hold();
    stream.onNext(Requests.raw("1", 1));
    stream.onNext(Requests.raw("2", 2));
    Run first = models.next();
    models.next().finish();
    assertEquals(List.of(), ids());
    first.finish();
    assertEquals(List.of("1", "2"), ids());
  }

  @Test
  void anAnswerThatLeavesMakesRoomForOneRequestMore() throws InterruptedException {
    assertEquals(InferStream.MOST_IN_FLIGHT, call.requested);
    models.hold();
    stream.onNext(Requests.raw("1", 1));
    assertEquals(InferStream.MOST_IN_FLIGHT, call.requested);
    models.next().finish();
    assertEquals(InferStream.MOST_IN_FLIGHT + 1, call.requested);
  }

  @Test
  void aCallerThatDoesNotReadIsNotReadFrom() {
    call.stopsReading();
    stream.onNext(Requests.raw("1", 1));
    stream.onNext(Requests.raw("2", 2));
    assertEquals(List.of(), ids());
    assertEquals(InferStream.MOST_IN_FLIGHT, call.requested);
    call.readsAgain();
    assertEquals(List.of("1", "2"), ids());
    assertEquals(InferStream.MOST_IN_FLIGHT + 2, call.requested);
  }

  @Test
  void aRequestThatFailsIsAnsweredAndTheStreamGoesOn() {
    stream.onNext(Requests.raw("1", 1).toBuilder().clearRawInputContents().build());
    stream.onNext(Requests.raw("2", 2).toBuilder().setModelName("nosuch").build());
    stream.onNext(Requests.raw("3", 3));
    assertEquals(List.of("1", "2", "3"), ids());
    assertTrue(call.answers.get(0).getErrorMessage().contains("0 elements"));
    assertTrue(call.answers.get(1).getErrorMessage().contains("nosuch"));
    assertEquals("", call.answers.get(2).getErrorMessage());
    assertEquals(
        Requests.floats(3), call.answers.get(2).getInferResponse().getRawOutputContents(0));
  }

  @Test
  void aServiceThatStopsRefusesRequestsOfOpenStreams() {
    refusal = Optional.of("stopping");
    stream.onNext(Requests.raw("1", 1));
    assertEquals("stopping", call.answers.getFirst().getErrorMessage());
    assertEquals(0, models.waiting());
  }

  @Test
  void aStreamEndsWhenAllIsAnswered() throws InterruptedException {
    models.hold();
    stream.onNext(Requests.raw("1", 1));
    stream.onCompleted();
    assertFalse(call.completed);
    models.next().finish();
    assertEquals(List.of("1"), ids());
    assertTrue(call.completed);
  }

  @Test
  void aStreamWithoutRequestsEndsAtOnce() {
    stream.onCompleted();
    assertTrue(call.completed);
  }

  @Test
  void aCallerThatGoesAwayCancelsWhatRuns() throws InterruptedException {
    models.hold();
    stream.onNext(Requests.raw("1", 1));
    stream.onNext(Requests.raw("2", 2));
    call.cancels();
    assertTrue(models.next().awaitCancel());
    assertTrue(models.next().awaitCancel());
    assertEquals(List.of(), ids());
    assertFalse(call.completed);
  }

  @Test
  void aRequestReadAfterTheCallerWentAwayIsCancelledToo() throws InterruptedException {
    models.hold();
    call.cancels();
    stream.onError(new IllegalStateException("cancelled"));
    stream.onNext(Requests.raw("1", 1));
    assertTrue(models.next().awaitCancel());
    assertEquals(List.of(), ids());
  }

  @Test
  void requestsKnowTheirCallersAddressAndDeadline() throws InterruptedException {
    models.hold();
    stream.onNext(Requests.raw("1", 1));
    Run run = models.next();
    assertEquals("grpc", run.request().origin().protocol());
    assertEquals("10.0.0.1", run.request().origin().caller());
    assertEquals(2, run.request().origin().deadlineNanos());
    run.finish();
  }

  private List<String> ids() {
    return call.answers.stream().map(answer -> answer.getInferResponse().getId()).toList();
  }
}
