package com.footanalytics.vision.grpc;

import com.footanalytics.vision.pipeline.StreamListener;
import com.footanalytics.vision.pipeline.StreamOutcome;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import footanalytics.vision.v1.AnalyzeResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The responses of one call. A frame waits until the transport can take it, which is while the
 * client reads; what the transport holds back for it is bounded. Thread-safe.
 */
final class VideoAnswer implements StreamListener {

  private final ServerCallStreamObserver<AnalyzeResponse> answer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readiness = lock.newCondition();
  private @Nullable VideoMessages messages;
  private boolean over;

  VideoAnswer(ServerCallStreamObserver<AnalyzeResponse> answer) {
    this.answer = answer;
    answer.setOnReadyHandler(this::wake);
  }

  private void wake() {
    lock.lock();
    try {
      readiness.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void started(Header header) throws InterruptedException {
    VideoMessages made = new VideoMessages(header);
    messages = made;
    send(made.header());
  }

  @Override
  public void frame(FrameResult result, boolean skipped) throws InterruptedException {
    if (messages == null) {
      throw new IllegalStateException("a frame comes before the start");
    }
    send(messages.frame(result, skipped));
  }

  private void send(AnalyzeResponse response) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!over && !answer.isReady()) {
        readiness.await();
      }
      if (!over) {
        answer.onNext(response);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(StreamOutcome outcome) {
    switch (outcome) {
      case StreamOutcome.Succeeded(RunEnd end) -> succeed(VideoMessages.end(end));
      case StreamOutcome.Unreadable(String reason) ->
          end(Status.INVALID_ARGUMENT.withDescription(reason));
      case StreamOutcome.TooLarge(long maxBytes) ->
          end(
              Status.RESOURCE_EXHAUSTED.withDescription(
                  "the video has more than %d bytes".formatted(maxBytes)));
      case StreamOutcome.NoSuchModel(String reason) ->
          end(Status.NOT_FOUND.withDescription(reason));
      case StreamOutcome.ModelUnavailable(String reason) ->
          end(Status.UNAVAILABLE.withDescription(reason));
      case StreamOutcome.Cancelled _ ->
          end(Status.UNAVAILABLE.withDescription("the analysis was ended; try another instance"));
      case StreamOutcome.Failed _ ->
          end(Status.INTERNAL.withDescription("internal error; the service's log says more"));
    }
  }

  private void succeed(AnalyzeResponse last) {
    lock.lock();
    try {
      if (!over) {
        over = true;
        answer.onNext(last);
        answer.onCompleted();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the call with that status; does nothing if it has ended. */
  void end(Status status) {
    lock.lock();
    try {
      if (!over) {
        over = true;
        answer.onError(status.asRuntimeException());
        readiness.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says nothing more, for nobody listens. */
  void abandon() {
    lock.lock();
    try {
      over = true;
      readiness.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
