package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Batch;
import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.preprocess.Letterbox;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Trace;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * The pictures of one run of the line on their way through a model that it shares with others.
 * Closing it cancels those that wait and waits for those that run. Thread-safe.
 */
final class LineInference implements AutoCloseable {
  private static final String PROTOCOL = "video";

  private final ServedDetector served;
  private final Lane lane;
  private final String caller;
  private final Letterbox letterbox;
  private final FrameAccount account;
  private final LineFindings findings;
  private final Set<PictureWork> out = new HashSet<>();

  LineInference(
      ServedDetector served, Lane lane, String caller, Letterbox letterbox, FrameAccount account) {
    this.served = served;
    this.lane = lane;
    this.caller = caller;
    this.letterbox = letterbox;
    this.account = account;
    this.findings = new LineFindings(served.detector());
  }

  /**
   * Sends a picture on its way; waits for room.
   *
   * @param slot holds the picture; taken over
   * @param task is completed when the picture ran, or failed
   */
  void infer(MemorySegment picture, Batch<FrameTask> slot, FrameTask task)
      throws InterruptedException {
    OnItsWay receiver = new OnItsWay(picture, slot, task);
    PictureWork work = new PictureWork(lane, caller, picture, 1, Long.MAX_VALUE, receiver);
    synchronized (this) {
      receiver.work = work;
      out.add(work);
    }
    boolean taken = false;
    try {
      taken = served.server().put(work) instanceof Offer.Taken;
    } finally {
      if (!taken) {
        receiver.end();
      }
    }
    if (!taken) {
      throw new IllegalStateException("the model was closed under a running video");
    }
  }

  private synchronized void ended(PictureWork work) {
    out.remove(work);
    notifyAll();
  }

  @Override
  public void close() {
    for (PictureWork work : remaining()) {
      served.server().cancel(work);
    }
    awaitNoneOut();
  }

  private synchronized Set<PictureWork> remaining() {
    return Set.copyOf(out);
  }

  private synchronized void awaitNoneOut() {
    boolean interrupted = false;
    while (!out.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One picture that was sent. */
  private final class OnItsWay implements PictureWork.Receiver {
    private final MemorySegment picture;
    private final Batch<FrameTask> slot;
    private final FrameTask task;
    private PictureWork work;

    @SuppressWarnings("NullAway.Init") // set before it is offered
    OnItsWay(MemorySegment picture, Batch<FrameTask> slot, FrameTask task) {
      this.picture = picture;
      this.slot = slot;
      this.task = task;
    }

    @Override
    public Trace trace() {
      return account.trace();
    }

    @Override
    public void ran(Outputs outputs, int firstRow, RunTimes times) {
      long started = System.nanoTime();
      LoadedDetector detector = served.detector();
      List<Detection> found = detector.decoder().decode(outputs, firstRow, letterbox);
      task.complete(found);
      long decoded = System.nanoTime();
      if (firstRow == 0) {
        account.stage(Stage.INFER, times.inferNanos());
      }
      account.stage(Stage.POSTPROCESS, decoded - started);
      account.frames(FrameState.INFERRED, 1);
      report(
          Outcome.OK,
          decoded - task.offeredNanos(),
          times.startedNanos() - task.offeredNanos(),
          times.inferNanos(),
          times.rows());
      account.found(findings.of(found));
      served.samples().offer(served, picture, outputs, firstRow, letterbox);
      end();
    }

    @Override
    public void dropped(Drop reason) {
      reportNone(
          switch (reason) {
            case CANCELLED -> Outcome.CANCELLED;
            case EXPIRED -> Outcome.TIMEOUT;
            case CLOSED -> Outcome.REJECTED;
          });
      task.fail(new CancellationException("the picture was dropped: " + reason));
      end();
    }

    @Override
    public void failed(Throwable cause) {
      reportNone(Outcome.ERROR);
      task.fail(cause);
      end();
    }

    /** Before the task fails: what is cancelled because of that is reported later. */
    private void reportNone(Outcome outcome) {
      long waited = System.nanoTime() - task.offeredNanos();
      report(outcome, waited, waited, 0, 0);
    }

    private void report(
        Outcome outcome, long totalNanos, long queueNanos, long computeNanos, int rows) {
      ModelIdentity identity = served.detector().identity();
      account.inference(
          new InferenceReport(
              identity.name(),
              identity.version(),
              identity.device(),
              PROTOCOL,
              outcome,
              totalNanos,
              queueNanos,
              computeNanos,
              rows));
    }

    void end() {
      slot.close();
      ended(work);
    }
  }
}
