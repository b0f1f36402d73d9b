package com.footanalytics.vision.grpc;

import com.footanalytics.vision.grpc.Inferences.Outcome;
import com.footanalytics.vision.oip.TensorService.Cancel;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelStreamInferResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A stream of requests for inference, each answered once, in the order they came. A request that
 * fails is answered with its error, and the stream goes on.
 *
 * <p>At most {@link #MOST_IN_FLIGHT} are read and not yet answered, so a caller that does not read
 * its answers is not read from either.
 *
 * <p>Concurrency: requests come one at a time, answers on any thread. The lock guards the order and
 * the writing; nobody is called with it held but the call, which does not wait.
 */
final class InferStream implements StreamObserver<ModelInferRequest> {

  static final int MOST_IN_FLIGHT = 32;

  private final Inferences inferences;
  private final Arrival arrival;
  private final ServerCallStreamObserver<ModelStreamInferResponse> call;
  private final Queue<Pending> inFlight = new ArrayDeque<>();
  private boolean allCame;
  private boolean ended;

  /** A request that was read; guarded by the stream's lock. */
  private static final class Pending {
    private final String id;
    private @Nullable ModelStreamInferResponse response;
    private @Nullable Cancel cancel;

    Pending(String id) {
      this.id = id;
    }
  }

  /**
   * @param call whose service method has not returned yet
   */
  InferStream(
      Inferences inferences,
      Arrival arrival,
      ServerCallStreamObserver<ModelStreamInferResponse> call) {
    this.inferences = inferences;
    this.arrival = arrival;
    this.call = call;
    call.disableAutoRequest();
    call.setOnReadyHandler(this::send);
    call.setOnCancelHandler(this::cancel);
    call.request(MOST_IN_FLIGHT);
  }

  @Override
  public void onNext(ModelInferRequest wire) {
    Pending pending = new Pending(wire.getId());
    synchronized (this) {
      inFlight.add(pending);
    }
    Cancel cancel =
        inferences.infer(
            wire, arrival.oneOfMany(System.nanoTime()), outcome -> answered(pending, outcome));
    boolean late;
    synchronized (this) {
      pending.cancel = cancel;
      late = ended;
    }
    if (late) {
      cancel.cancel();
    }
  }

  /** The caller went away, which the cancel handler hears of as well. */
  @Override
  public void onError(Throwable t) {
    cancel();
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      allCame = true;
    }
    send();
  }

  private void answered(Pending pending, Outcome outcome) {
    ModelStreamInferResponse response = response(pending.id, outcome);
    synchronized (this) {
      pending.response = response;
    }
    send();
  }

  private static ModelStreamInferResponse response(String id, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done ->
          ModelStreamInferResponse.newBuilder().setInferResponse(done.response()).build();
      case Outcome.Failed failed ->
          ModelStreamInferResponse.newBuilder()
              .setErrorMessage(failed.failure().message())
              .setInferResponse(ModelInferResponse.newBuilder().setId(id))
              .build();
    };
  }

  /** Sends what is next and answered while the caller reads; for each, reads one more. */
  private synchronized void send() {
    while (!ended && call.isReady()) {
      Pending next = inFlight.peek();
      if (next == null || next.response == null) {
        break;
      }
      call.onNext(next.response);
      inFlight.remove();
      call.request(1);
    }
    if (!ended && allCame && inFlight.isEmpty()) {
      ended = true;
      call.onCompleted();
    }
  }

  private void cancel() {
    List<Pending> waiting;
    synchronized (this) {
      ended = true;
      waiting = List.copyOf(inFlight);
      inFlight.clear();
    }
    for (Pending pending : waiting) {
      Cancel cancel = cancelOf(pending);
      if (cancel != null) {
        cancel.cancel();
      }
    }
  }

  private synchronized @Nullable Cancel cancelOf(Pending pending) {
    return pending.cancel;
  }
}
