package com.footanalytics.vision.grpc;

import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferAnswer;
import com.footanalytics.vision.oip.InferRequest;
import com.footanalytics.vision.oip.InferRequest.Origin;
import com.footanalytics.vision.oip.TensorService;
import com.footanalytics.vision.oip.TensorService.Cancel;
import com.footanalytics.vision.telemetry.SpanName;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Has requests inferred and answers written. Thread-safe. */
final class Inferences {

  private static final Cancel NOTHING = () -> {};

  private final TensorService tensors;
  private final Admission admission;
  private final InferRequests requests;

  Inferences(TensorService tensors, Admission admission, InferRequests requests) {
    this.tensors = tensors;
    this.admission = admission;
    this.requests = requests;
  }

  /** What became of a request, as the wire has it. */
  sealed interface Outcome {
    record Done(ModelInferResponse response) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}
  }

  /**
   * Has the only request of a call inferred, and answers the call.
   *
   * @param call whose service method has not returned yet
   */
  void one(
      ModelInferRequest wire, Arrival arrival, ServerCallStreamObserver<ModelInferResponse> call) {
    var running = new AtomicReference<>(NOTHING);
    call.setOnCancelHandler(() -> running.get().cancel());
    running.set(
        infer(
            wire,
            arrival.only(),
            outcome -> {
              switch (outcome) {
                case Outcome.Done done -> {
                  call.onNext(done.response);
                  call.onCompleted();
                }
                case Outcome.Failed failed -> call.onError(Statuses.of(failed.failure));
              }
            }));
  }

  /**
   * Has a request inferred.
   *
   * @param outcome told once, in this call or later, by this thread or another
   */
  Cancel infer(ModelInferRequest wire, Origin origin, Consumer<Outcome> outcome) {
    InferRequest request;
    try {
      admission
          .closed()
          .ifPresent(reason -> {
            throw new FailureException(Failure.Code.UNAVAILABLE, reason);
          });
      request = requests.read(wire, origin);
    } catch (RuntimeException e) {
      outcome.accept(new Outcome.Failed(Statuses.failure(e)));
      return NOTHING;
    }
    String id = wire.getId();
    boolean typed = InferRequests.isTyped(wire);
    return tensors.infer(
        request,
        answer -> {
          long started = System.nanoTime();
          Outcome written = written(id, typed, answer);
          origin.trace().add(SpanName.WRITE, started, System.nanoTime());
          outcome.accept(written);
        });
  }

  private static Outcome written(String id, boolean typed, InferAnswer answer) {
    return switch (answer) {
      case InferAnswer.Failed failed -> new Outcome.Failed(failed.failure());
      case InferAnswer.Done done -> {
        try {
          yield new Outcome.Done(InferResponses.write(id, typed, done));
        } catch (RuntimeException e) {
          yield new Outcome.Failed(Statuses.failure(e));
        }
      }
    };
  }
}
