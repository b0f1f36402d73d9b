package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Trace;
import java.util.Optional;

/** Takes tasks in presentation order, waits for each one's detections and writes it. */
final class WriteStage implements StageThreads.Body {

  private final LineSink sink;
  private final LineQueues queues;
  private final Trace trace;
  private long inferred;
  private long skipped;
  private long corrupt;
  private long lastPtsTicks;

  /**
   * @param trace gets what the sink does
   */
  WriteStage(LineSink sink, LineQueues queues, Trace trace) {
    this.sink = sink;
    this.queues = queues;
    this.trace = trace;
  }

  /** The account of what was written. Read it when the stage's thread has ended. */
  FrameCounts counts() {
    return new FrameCounts(inferred + skipped, inferred, skipped, corrupt, 0);
  }

  long lastPtsTicks() {
    return lastPtsTicks;
  }

  @Override
  public void run() throws InterruptedException {
    for (Optional<FrameTask> next = queues.tasks().take();
        next.isPresent();
        next = queues.tasks().take()) {
      try (FrameTask task = next.get()) {
        write(task);
      }
    }
  }

  private void write(FrameTask task) throws InterruptedException {
    FrameResult result =
        new FrameResult(task.index(), task.ptsTicks(), task.corrupt(), task.await());
    long started = System.nanoTime();
    if (task.skipped()) {
      skipped++;
      sink.skipped(result, task.pixels());
    } else {
      inferred++;
      sink.inferred(result, task.pixels());
    }
    trace.add(SpanName.WRITE, started, System.nanoTime());
    if (task.corrupt()) {
      corrupt++;
    }
    lastPtsTicks = task.ptsTicks();
  }
}
