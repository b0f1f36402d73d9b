package com.footanalytics.vision.bench;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.pipeline.PictureWork;
import com.footanalytics.vision.pipeline.RunTimes;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The detector offered more than it can do: pictures that are ready come without memory, whether or
 * not earlier ones are answered, each with a deadline. Nothing else takes time of the cores.
 */
public final class OverloadBench {
  private static final int CALLERS = 16;
  private static final long SEED = 1;
  private static final double WARM_UP_SHARE = 0.1;
  private static final double CAPACITY_SHARE = 0.25;

  private final ServedDetector served;
  private final SaturationBench saturation;
  private final Duration deadline;

  /**
   * @param served stays the caller's
   * @param deadline of each picture, from when it is offered
   */
  public OverloadBench(ServedDetector served, Duration deadline) {
    this.served = served;
    this.saturation = new SaturationBench(served);
    this.deadline = deadline;
  }

  /**
   * What came of one load.
   *
   * @param load offered, as a multiple of the capacity
   * @param before capacity in pictures a second when it began
   * @param after when it had ended
   * @param tally of the pictures
   */
  public record Result(double load, double before, double after, OverloadTally.Counts tally) {
    /** Answers in time, as a share of the capacity. */
    public double goodput() {
      return tally.inTimePerSecond() / capacity();
    }

    /** Pictures a second that can be done. */
    public double capacity() {
      return (before + after) / 2;
    }
  }

  /**
   * Offers such a multiple of what can be done. The capacity is measured before and after, for a
   * quarter of the time each, since machines do not keep it.
   *
   * @param seconds how long, after a tenth of that to warm up
   */
  public Result run(double load, double seconds) throws InterruptedException {
    double before = saturation.scheduled(seconds * CAPACITY_SHARE);
    offer(load * before, seconds * WARM_UP_SHARE);
    OverloadTally.Counts counts = offer(load * before, seconds);
    return new Result(load, before, saturation.scheduled(seconds * CAPACITY_SHARE), counts);
  }

  private OverloadTally.Counts offer(double perSecond, double seconds) throws InterruptedException {
    Random random = new Random(SEED);
    var tally = new OverloadTally(deadline);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment picture = arena.allocate(served.detector().input().bytesPerPicture(), 64);
      long started = System.nanoTime();
      long end = started + Math.round(seconds * 1e9);
      double next = started;
      for (int i = 0; next < end; i++) {
        next += -Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
        awaitNanos(Math.round(next));
        offer(picture, "caller" + i % CALLERS, tally);
      }
      tally.awaitAll();
      return tally.counts(System.nanoTime() - started);
    }
  }

  private static void awaitNanos(long until) {
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void offer(MemorySegment picture, String caller, OverloadTally tally) {
    long now = System.nanoTime();
    var work =
        new PictureWork(
            Lane.INTERACTIVE,
            caller,
            picture,
            1,
            now + deadline.toNanos(),
            new Counting(tally, now));
    tally.offered();
    if (served.server().offer(work) instanceof Offer.Refused) {
      tally.refused();
    }
  }

  private record Counting(OverloadTally tally, long offeredNanos) implements PictureWork.Receiver {
    @Override
    public void ran(Outputs outputs, int firstRow, RunTimes times) {
      tally.answered(System.nanoTime() - offeredNanos);
    }

    @Override
    public void dropped(Drop reason) {
      tally.dropped(System.nanoTime() - offeredNanos);
    }

    @Override
    public void failed(Throwable cause) {
      throw new IllegalStateException("the detector failed", cause);
    }
  }
}
