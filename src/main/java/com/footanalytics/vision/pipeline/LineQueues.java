package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.BatchPool;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What the stages of one run hand to each other; all bounded. The last element of each queue says
 * that there will be no more.
 */
final class LineQueues implements AutoCloseable {
  private static final int FRAMES_BEFORE_PREPROCESS = 4;
  private static final int TASKS_BEFORE_WRITER = 64;

  /** What goes from the decoder to the preprocessor. */
  sealed interface Work {
    record Picture(Frame frame) implements Work {}

    record Last(Decoded end) implements Work {}
  }

  private final BatchPool<FrameTask> slots;
  private final BlockingQueue<Work> frames = new ArrayBlockingQueue<>(FRAMES_BEFORE_PREPROCESS);
  private final BlockingQueue<Optional<FrameTask>> tasks =
      new ArrayBlockingQueue<>(TASKS_BEFORE_WRITER);

  LineQueues(CorePlan plan, int bytesPerPicture) {
    this.slots = new BatchPool<>(slots(plan), 1, bytesPerPicture);
  }

  /** A batch in each session, one waiting for each, one picture being made. */
  private static int slots(CorePlan plan) {
    return 2 * plan.sessions() * plan.batchSize() + 1;
  }

  /**
   * Frames that must be out at once for every stage to be busy.
   *
   * @param keepPixels whether the writer needs the frames too
   */
  static int framesOut(CorePlan plan, boolean keepPixels) {
    int decodedAhead = FRAMES_BEFORE_PREPROCESS + 2;
    return keepPixels ? decodedAhead + slots(plan) : decodedAhead;
  }

  BlockingQueue<Work> frames() {
    return frames;
  }

  BlockingQueue<Optional<FrameTask>> tasks() {
    return tasks;
  }

  /** Memory for one picture each, as the model takes it. */
  BatchPool<FrameTask> slots() {
    return slots;
  }

  /** Releases what stages left behind; call when no stage runs any more and every slot is back. */
  @Override
  public void close() {
    for (Work work = frames.poll(); work != null; work = frames.poll()) {
      if (work instanceof Work.Picture(Frame frame)) {
        frame.close();
      }
    }
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.ifPresent(FrameTask::close);
    }
    slots.close();
  }
}
