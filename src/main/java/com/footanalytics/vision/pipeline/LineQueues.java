package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Batch;
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

  private final int sessions;
  private final BatchPool<FrameTask> pool;
  private final BlockingQueue<Work> frames = new ArrayBlockingQueue<>(FRAMES_BEFORE_PREPROCESS);
  private final BlockingQueue<Optional<Batch<FrameTask>>> batches;
  private final BlockingQueue<Optional<FrameTask>> tasks =
      new ArrayBlockingQueue<>(TASKS_BEFORE_WRITER);

  LineQueues(CorePlan plan, int bytesPerPicture) {
    int batchesOut = batchesOut(plan);
    this.sessions = plan.sessions();
    this.pool = new BatchPool<>(batchesOut, plan.batchSize(), bytesPerPicture);
    this.batches = new ArrayBlockingQueue<>(batchesOut + plan.sessions());
  }

  /** One batch in each session, one waiting for each, one being filled. */
  private static int batchesOut(CorePlan plan) {
    return 2 * plan.sessions() + 1;
  }

  /**
   * Frames that must be out at once for every stage to be busy.
   *
   * @param keepPixels whether the writer needs the frames too
   */
  static int framesOut(CorePlan plan, boolean keepPixels) {
    int decodedAhead = FRAMES_BEFORE_PREPROCESS + 2;
    return keepPixels ? decodedAhead + batchesOut(plan) * plan.batchSize() : decodedAhead;
  }

  BlockingQueue<Work> frames() {
    return frames;
  }

  BlockingQueue<Optional<Batch<FrameTask>>> batches() {
    return batches;
  }

  BlockingQueue<Optional<FrameTask>> tasks() {
    return tasks;
  }

  BatchPool<FrameTask> pool() {
    return pool;
  }

  /** Says that no batch and no task will follow. */
  void allOffered() throws InterruptedException {
    for (int i = 0; i < sessions; i++) {
      batches.put(Optional.empty());
    }
    tasks.put(Optional.empty());
  }

  /** Releases what stages left behind; call when no stage runs any more. */
  @Override
  public void close() {
    for (Work work = frames.poll(); work != null; work = frames.poll()) {
      if (work instanceof Work.Picture(Frame frame)) {
        frame.close();
      }
    }
    for (var batch = batches.poll(); batch != null; batch = batches.poll()) {
      batch.ifPresent(Batch::close);
    }
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.ifPresent(FrameTask::close);
    }
    pool.close();
  }
}
