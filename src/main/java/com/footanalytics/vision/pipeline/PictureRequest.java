package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.NativePool.Slab;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.PictureAnswer;
import com.footanalytics.vision.decode.PictureDecoder;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.preprocess.Letterbox;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Trace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One picture on its way: decoded and scaled by one thread, then run beside others. */
final class PictureRequest extends PicturePreparation.Task {
  private final PictureContext context;
  private final byte[] encoded;
  private final Trace trace;
  private final long offeredNanos = System.nanoTime();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final AtomicBoolean reported = new AtomicBoolean();
  private final AtomicReference<@Nullable PictureWork> running = new AtomicReference<>();

  /**
   * @param trace gets what is done for it
   */
  PictureRequest(PictureContext context, byte[] encoded, long deadlineNanos, Trace trace) {
    super(context.traffic().lane(), context.traffic().caller(), encoded.length, deadlineNanos);
    this.context = context;
    this.encoded = encoded;
    this.trace = trace;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  @Override
  void prepare() {
    try (Trace.Scope _ = trace.enter()) {
      long started = System.nanoTime();
      PictureAnswer decoded = PictureDecoder.decode(encoded);
      trace.add(SpanName.DECODE, started, System.nanoTime());
      switch (decoded) {
        case PictureAnswer.Unreadable(String reason) ->
            answer.complete(new Answer.Unreadable(reason));
        case PictureAnswer.Picture picture -> {
          try (Frame _ = picture.frame()) {
            scale(picture);
          }
        }
      }
    }
  }

  private void scale(PictureAnswer.Picture picture) {
    Optional<Slab> slab = context.memory().take(context.detector().input().bytesPerPicture());
    if (slab.isEmpty()) {
      refuse(new Answer.Busy(Duration.ofMillis(100)));
      return;
    }
    boolean sent = false;
    try (Preprocessor preprocessor = new Preprocessor(picture, context.detector().input())) {
      long started = System.nanoTime();
      preprocessor.write(picture.frame(), slab.get().memory());
      trace.add(SpanName.PREPROCESS, started, System.nanoTime());
      sent = true;
      send(slab.get(), preprocessor.letterbox());
    } finally {
      if (!sent) {
        slab.get().close();
      }
    }
  }

  private void send(Slab slab, Letterbox letterbox) {
    var work =
        new PictureWork(
            lane(), caller(), slab.memory(), 1, deadlineNanos(), new Running(slab, letterbox));
    running.set(work);
    switch (context.server().offer(work)) {
      case Offer.Taken _ -> {
        if (isCancelled()) {
          context.server().cancel(work);
        }
      }
      case Offer.Refused(Offer.Reason reason, Duration retryAfter) -> {
        slab.close();
        if (deadlineNanos() - System.nanoTime() <= 0) {
          answer.complete(end(Drop.EXPIRED));
        } else if (reason == Offer.Reason.CLOSED) {
          answer.complete(end(Drop.CLOSED));
        } else {
          refuse(new Answer.Busy(retryAfter));
        }
      }
    }
  }

  private void refuse(Answer refusal) {
    report(Outcome.REJECTED);
    answer.complete(refusal);
  }

  /** Nobody waits for the answer any more. */
  void giveUp(Outcome outcome) {
    report(outcome);
    context.preparation().cancel(this);
    PictureWork work = running.get();
    if (work != null) {
      context.server().cancel(work);
    }
  }

  @Override
  protected void dropped(Drop reason) {
    answer.complete(end(reason));
  }

  @Override
  protected void failed(Throwable cause) {
    report(Outcome.ERROR);
    answer.completeExceptionally(cause);
  }

  private Answer end(Drop reason) {
    return switch (reason) {
      case EXPIRED -> {
        report(Outcome.TIMEOUT);
        yield new Answer.TooLate();
      }
      case CANCELLED -> {
        report(Outcome.CANCELLED);
        yield new Answer.TooLate();
      }
      case CLOSED -> {
        report(Outcome.REJECTED);
        yield new Answer.Unavailable("the model is being replaced; try again");
      }
    };
  }

  /** Reports an end without a result, once. */
  void report(Outcome outcome) {
    long now = System.nanoTime();
    report(outcome, now - offeredNanos, now - offeredNanos, 0, 0);
  }

  private void report(
      Outcome outcome, long totalNanos, long queueNanos, long computeNanos, int rows) {
    if (reported.compareAndSet(false, true)) {
      ModelIdentity identity = context.detector().identity();
      var report =
          new InferenceReport(
              identity.name(),
              identity.version(),
              identity.device(),
              context.traffic().protocol(),
              outcome,
              totalNanos,
              queueNanos,
              computeNanos,
              rows);
      try (Trace.Scope _ = trace.enter()) {
        context.traffic().telemetry().inference(report);
      }
    }
  }

  /** The picture in the model's hands. */
  private final class Running implements PictureWork.Receiver {
    private final Slab slab;
    private final Letterbox letterbox;

    Running(Slab slab, Letterbox letterbox) {
      this.slab = slab;
      this.letterbox = letterbox;
    }

    @Override
    public Trace trace() {
      return trace;
    }

    @Override
    public void ran(Outputs outputs, int firstRow, RunTimes times) {
      LoadedDetector detector = context.detector();
      long started = System.nanoTime();
      var objects = detector.decoder().decode(outputs, firstRow, letterbox);
      long ended = System.nanoTime();
      trace.add(SpanName.POSTPROCESS, started, ended);
      slab.close();
      report(
          Outcome.OK,
          ended - offeredNanos,
          times.startedNanos() - offeredNanos,
          ended - times.startedNanos(),
          times.rows());
      answer.complete(
          new Answer.Found(
              letterbox.displayWidth(),
              letterbox.displayHeight(),
              detector.identity(),
              detector.classes(),
              objects));
    }

    @Override
    public void dropped(Drop reason) {
      slab.close();
      answer.complete(end(reason));
    }

    @Override
    public void failed(Throwable cause) {
      slab.close();
      PictureRequest.this.failed(cause);
    }
  }
}
