package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.batch.Scheduler;
import com.footanalytics.vision.batch.SchedulerSettings;
import com.footanalytics.vision.infer.InferenceSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs pictures and tensors of many callers through one model, by its scheduler. Owns the
 * scheduler; the model stays its giver's, who closes it after this. Thread-safe.
 */
public final class ModelServer implements AutoCloseable {
  private static final int MOST_ITEMS = 512;
  private static final long MOST_BYTES = 256L << 20;

  /** Rows of tensors are laid out anew for a batch, which costs large ones more than it saves. */
  private static final long MOST_TENSOR_BATCH_BYTES = 1L << 20;

  private static final double FLOOR_SHARE = 0.1;
  private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(300);
  private static final String PROCESSOR = "cpu";

  private final LoadedModel model;
  private final ServingStatistics statistics = new ServingStatistics();
  private final int maxRows;
  private final Scheduler<ModelWork> scheduler;

  /**
   * @param plan how many runs go on side by side, and how large batches are on the processor
   */
  public ModelServer(LoadedModel model, CorePlan plan) {
    this.model = model;
    int instances = Math.min(plan.sessions(), model.sessions());
    this.maxRows = maxRows(model, plan);
    this.scheduler =
        new Scheduler<>(
            "run-" + model.model().id(),
            new SchedulerSettings(
                instances,
                maxRows,
                MOST_ITEMS,
                MOST_BYTES,
                model instanceof LoadedDetector ? MOST_BYTES : MOST_TENSOR_BATCH_BYTES,
                FLOOR_SHARE,
                QUICK_NANOS),
            new ModelRunner(model, statistics, instances));
  }

  /** Detectors gain nothing by batches on a processor, and their activations take much memory. */
  private static int maxRows(LoadedModel model, CorePlan plan) {
    int largest = Math.max(1, model.largestBatch());
    return model instanceof LoadedDetector && model.identity().device().equals(PROCESSOR)
        ? Math.min(plan.batchSize(), largest)
        : largest;
  }

  public LoadedModel model() {
    return model;
  }

  /** What ran so far. */
  public ServingStatistics statistics() {
    return statistics;
  }

  /** Rows that are run together at most. */
  public int maxRows() {
    return maxRows;
  }

  /** Runs that go on side by side. */
  public int instances() {
    return scheduler.instances();
  }

  /** Works that wait in a lane. */
  public int depth(Lane lane) {
    return scheduler.depth(lane);
  }

  /** Takes work over if it can be done in time, at once; never waits. */
  public Offer offer(ModelWork work) {
    return scheduler.offer(work);
  }

  /** Takes work over as soon as there is room; returns why not, if it never will. */
  public Offer put(ModelWork work) throws InterruptedException {
    return scheduler.put(work);
  }

  /**
   * Time until such work would be done, if it were offered now; zero if nothing is known.
   *
   * @param like stays the caller's
   */
  public Duration expected(ModelWork like) {
    return scheduler.expected(like);
  }

  /** Nobody waits for this work any more. */
  public void cancel(ModelWork work) {
    scheduler.cancel(work);
  }

  /**
   * A batch was seen to take so long.
   *
   * @param kind of the works that it stands for
   */
  void learn(Object kind, int rows, Duration took) {
    scheduler.learn(kind, rows, took);
  }

  /** Runs blank pictures of every size of batch that will be sent, to know what they cost. */
  void learn(LoadedDetector detector) throws InterruptedException {
    ByteBuffer blank = ByteBuffer.allocateDirect(maxRows * detector.input().bytesPerPicture());
    for (int rows = 1; rows <= maxRows; rows = Math.max(rows + 1, Math.min(2 * rows, maxRows))) {
      int size = rows;
      Duration took = detector.withSession(session -> timed(session, blank, size));
      learn(PictureWork.KIND, rows, took);
    }
  }

  private static Duration timed(InferenceSession session, ByteBuffer pictures, int rows) {
    long started = System.nanoTime();
    session.run(pictures, rows);
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Drops what waits, lets what runs finish and ends the threads. */
  @Override
  public void close() {
    scheduler.close();
  }
}
