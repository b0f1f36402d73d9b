package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Batch;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.pipeline.LineQueues.Work;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes selected frames into batches and puts every frame's task in order for the writer.
 *
 * <p>A batch that is not full is sent on whenever this stage would otherwise wait, for a frame or
 * for room in the writer's queue; so every task that the writer waits for is on its way.
 */
final class PreprocessStage implements StageThreads.Body {

  private final FrameSelection selection;
  private final Preprocessor preprocessor;
  private final boolean keepPixels;
  private final LineQueues queues;
  private final Telemetry telemetry;
  private @Nullable Batch<FrameTask> open;
  private @Nullable Decoded end;

  PreprocessStage(
      FrameSelection selection,
      Preprocessor preprocessor,
      boolean keepPixels,
      LineQueues queues,
      Telemetry telemetry) {
    this.selection = selection;
    this.preprocessor = preprocessor;
    this.keepPixels = keepPixels;
    this.queues = queues;
    this.telemetry = telemetry;
  }

  /** How the source ended; null until it has. Read it when the stage's thread has ended. */
  @Nullable Decoded end() {
    return end;
  }

  @Override
  public void run() throws InterruptedException {
    try {
      while (end == null) {
        switch (nextWork()) {
          case Work.Picture(Frame frame) -> take(frame);
          case Work.Last(Decoded last) -> end = last;
        }
      }
      sendOpen();
      queues.allOffered();
    } finally {
      if (open != null) {
        open.close();
      }
    }
  }

  private Work nextWork() throws InterruptedException {
    Work work = queues.frames().poll();
    if (work == null) {
      sendOpen();
      work = queues.frames().take();
    }
    return work;
  }

  private void take(Frame frame) throws InterruptedException {
    boolean handedOn = false;
    try {
      FrameTask task =
          selection.selects(frame.index(), frame.ptsTicks()) ? fill(frame) : skip(frame);
      order(task);
      handedOn = keepPixels;
    } finally {
      if (!handedOn) {
        frame.close();
      }
    }
    if (open != null && open.isFull()) {
      sendOpen();
    }
  }

  private FrameTask fill(Frame frame) throws InterruptedException {
    long offered = System.nanoTime();
    Batch<FrameTask> batch = open;
    if (batch == null) {
      batch = queues.pool().take();
      open = batch;
    }
    long started = System.nanoTime();
    preprocessor.write(frame, batch.nextSlot());
    telemetry.stage(Stage.PREPROCESS, System.nanoTime() - started);
    FrameTask task = FrameTask.toInfer(frame, keepPixels, offered);
    batch.add(task);
    return task;
  }

  private FrameTask skip(Frame frame) {
    telemetry.frames(FrameState.SKIPPED, 1);
    return FrameTask.toSkip(frame, keepPixels);
  }

  private void order(FrameTask task) throws InterruptedException {
    if (!queues.tasks().offer(Optional.of(task))) {
      sendOpen();
      queues.tasks().put(Optional.of(task));
    }
  }

  private void sendOpen() throws InterruptedException {
    Batch<FrameTask> batch = open;
    if (batch != null && !batch.isEmpty()) {
      queues.batches().put(Optional.of(batch));
      open = null;
    }
  }
}
