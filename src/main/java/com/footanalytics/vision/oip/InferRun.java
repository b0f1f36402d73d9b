package com.footanalytics.vision.oip;

import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.EncodedPictures;
import com.footanalytics.vision.pipeline.ModelWork;
import com.footanalytics.vision.pipeline.RunTimes;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.pipeline.ServedModel;
import com.footanalytics.vision.pipeline.ServingStatistics;
import com.footanalytics.vision.pipeline.TensorWork;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One request on its way through a model. Owns the request and the right to the model until it has
 * an answer, which it gives once.
 */
final class InferRun implements TensorWork.Receiver, EncodedPictures.Receiver {
  private static final System.Logger LOG = System.getLogger(InferRun.class.getName());

  private final InferRequest request;
  private final ModelLease<ServedModel> lease;
  private final Wishes wishes;
  private final Telemetry telemetry;
  private final Consumer<InferAnswer> answer;
  private final AtomicBoolean answered = new AtomicBoolean();
  private int pictures;

  InferRun(
      InferRequest request,
      ModelLease<ServedModel> lease,
      Wishes wishes,
      Telemetry telemetry,
      Consumer<InferAnswer> answer) {
    this.request = request;
    this.lease = lease;
    this.wishes = wishes;
    this.telemetry = telemetry;
    this.answer = answer;
  }

  /**
   * Hands the request to the model's scheduler.
   *
   * @throws FailureException if the model does not take it; it stays the caller's then
   */
  TensorService.Cancel start() {
    return lease.model() instanceof ServedDetector detector && EncodedInput.isIn(request, detector)
        ? startPictures(detector)
        : startTensors();
  }

  private TensorService.Cancel startPictures(ServedDetector detector) {
    detector.loaded().signature().wanted(request.outputs());
    List<byte[]> encoded = EncodedInput.pictures(request.inputs().getFirst());
    pictures = encoded.size();
    EncodedPictures work =
        detector.encoded(
            wishes.lane(), request.origin().caller(), encoded, wishes.deadlineNanos(), this);
    settle(work.offer());
    return work::cancel;
  }

  private TensorService.Cancel startTensors() {
    ModelForm form = new ModelForm(lease.model().loaded());
    form.require(request.inputs(), request.outputs());
    ModelWork work =
        TensorWork.of(
            wishes.lane(),
            request.origin().caller(),
            request.inputs(),
            form.joins(),
            request.outputs(),
            wishes.deadlineNanos(),
            this);
    settle(lease.model().server().offer(work));
    return () -> lease.model().server().cancel(work);
  }

  @Override
  public Trace trace() {
    return request.origin().trace();
  }

  private void settle(Offer offer) {
    if (offer instanceof Offer.Refused refusal) {
      refused(refusal);
    }
  }

  @Override
  public void refused(Offer.Refused refusal) {
    switch (refusal.reason()) {
      case CLOSED -> dropped(Drop.CLOSED);
      case FULL -> overloaded("too many requests wait; try again later", refusal.retryAfter());
      case LATE -> {
        if (wishes.deadlineNanos() - System.nanoTime() <= 0) {
          dropped(Drop.EXPIRED);
        } else {
          overloaded(
              "no result could be had by the deadline; try again later", refusal.retryAfter());
        }
      }
    }
  }

  private void overloaded(String message, Duration retryAfter) {
    fail(new Failure(Failure.Code.OVERLOADED, message, Optional.of(retryAfter)), Outcome.REJECTED);
  }

  @Override
  public void ran(List<Tensor> outputs, RunTimes times) {
    done(outputs, times);
  }

  @Override
  public void ran(Outputs outputs, int firstRow, RunTimes times) {
    long started = System.nanoTime();
    List<Tensor> tensors =
        EncodedInput.tensors(
            outputs,
            firstRow,
            pictures,
            lease.model().loaded().signature().wanted(request.outputs()));
    trace().add(SpanName.POSTPROCESS, started, System.nanoTime());
    done(tensors, times);
  }

  private void done(List<Tensor> outputs, RunTimes times) {
    long now = System.nanoTime();
    if (wishes.deadlineNanos() - now <= 0) {
      fail(Failure.Code.TOO_LATE, "the result came after the deadline", Outcome.TIMEOUT);
      return;
    }
    if (answered.compareAndSet(false, true)) {
      long arrived = request.origin().arrivedNanos();
      ServingStatistics statistics = lease.model().server().statistics();
      statistics.success().add(now - arrived);
      statistics.queue().add(times.startedNanos() - arrived);
      report(
          Outcome.OK,
          now - arrived,
          times.startedNanos() - arrived,
          times.inferNanos(),
          times.rows());
      var identity = lease.model().loaded().identity();
      release();
      answer.accept(new InferAnswer.Done(identity.name(), identity.version(), outputs));
    }
  }

  @Override
  public void dropped(Drop reason) {
    switch (reason) {
      case EXPIRED -> fail(Failure.Code.TOO_LATE, "the deadline passed", Outcome.TIMEOUT);
      case CANCELLED -> fail(Failure.Code.CANCELLED, "cancelled", Outcome.CANCELLED);
      case CLOSED ->
          fail(Failure.Code.UNAVAILABLE, "the model is being replaced", Outcome.REJECTED);
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof ModelException e) {
      fail(Failure.Code.INVALID, String.valueOf(e.getMessage()), Outcome.ERROR);
    } else {
      try (Trace.Scope _ = trace().enter()) {
        LOG.log(System.Logger.Level.ERROR, lease.model().loaded().identity() + " failed", cause);
      }
      fail(Failure.Code.INTERNAL, "internal error; the service's log says more", Outcome.ERROR);
    }
  }

  private void fail(Failure.Code code, String message, Outcome outcome) {
    fail(Failure.of(code, message), outcome);
  }

  private void fail(Failure failure, Outcome outcome) {
    if (answered.compareAndSet(false, true)) {
      long took = System.nanoTime() - request.origin().arrivedNanos();
      lease.model().server().statistics().fail().add(took);
      report(outcome, took, took, 0, 0);
      release();
      answer.accept(new InferAnswer.Failed(failure));
    }
  }

  private void report(Outcome outcome, long total, long queue, long compute, int rows) {
    var identity = lease.model().loaded().identity();
    try (Trace.Scope _ = trace().enter()) {
      telemetry.inference(
          new InferenceReport(
              identity.name(),
              identity.version(),
              identity.device(),
              request.origin().protocol(),
              outcome,
              total,
              queue,
              compute,
              rows));
    }
  }

  private void release() {
    request.close();
    lease.close();
  }
}
