package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import java.util.Optional;

/** Takes tasks in presentation order, waits for each one's detections and writes it. */
final class WriteStage implements StageThreads.Body {

  private final LineSink sink;
  private final LineQueues queues;
  private long inferred;
  private long skipped;
  private long corrupt;
  private long lastPtsTicks;

  WriteStage(LineSink sink, LineQueues queues) {
    this.sink = sink;
    this.queues = queues;
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
    if (task.skipped()) {
      skipped++;
      sink.skipped(result, task.pixels());
    } else {
      inferred++;
      sink.inferred(result, task.pixels());
    }
    if (task.corrupt()) {
      corrupt++;
    }
    lastPtsTicks = task.ptsTicks();
  }
}
