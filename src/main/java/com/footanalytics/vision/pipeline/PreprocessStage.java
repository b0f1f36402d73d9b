package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Batch;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.pipeline.LineQueues.Work;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes pictures of selected frames, sends them to the model and puts every frame in order. */
final class PreprocessStage implements StageThreads.Body {

  private final FrameSelection selection;
  private final Preprocessor preprocessor;
  private final boolean keepPixels;
  private final LineQueues queues;
  private final LineInference inference;
  private final Telemetry telemetry;
  private @Nullable Decoded end;

  PreprocessStage(
      FrameSelection selection,
      Preprocessor preprocessor,
      boolean keepPixels,
      LineQueues queues,
      LineInference inference,
      Telemetry telemetry) {
    this.selection = selection;
    this.preprocessor = preprocessor;
    this.keepPixels = keepPixels;
    this.queues = queues;
    this.inference = inference;
    this.telemetry = telemetry;
  }

  /** How the source ended; null until it has. Read it when the stage's thread has ended. */
  @Nullable Decoded end() {
    return end;
  }

  @Override
  public void run() throws InterruptedException {
    while (end == null) {
      switch (queues.frames().take()) {
        case Work.Picture(Frame frame) -> take(frame);
        case Work.Last(Decoded last) -> end = last;
      }
    }
    queues.tasks().put(Optional.empty());
  }

  private void take(Frame frame) throws InterruptedException {
    boolean handedOn = false;
    try {
      FrameTask task =
          selection.selects(frame.index(), frame.ptsTicks()) ? send(frame) : skip(frame);
      queues.tasks().put(Optional.of(task));
      handedOn = keepPixels;
    } finally {
      if (!handedOn) {
        frame.close();
      }
    }
  }

  private FrameTask send(Frame frame) throws InterruptedException {
    long offered = System.nanoTime();
    Batch<FrameTask> slot = queues.slots().take();
    boolean sent = false;
    try {
      long started = System.nanoTime();
      MemorySegment picture = slot.nextSlot();
      preprocessor.write(frame, picture);
      telemetry.stage(Stage.PREPROCESS, System.nanoTime() - started);
      FrameTask task = FrameTask.toInfer(frame, keepPixels, offered);
      sent = true;
      inference.infer(picture, slot, task);
      return task;
    } finally {
      if (!sent) {
        slot.close();
      }
    }
  }

  private FrameTask skip(Frame frame) {
    telemetry.frames(FrameState.SKIPPED, 1);
    return FrameTask.toSkip(frame, keepPixels);
  }
}
