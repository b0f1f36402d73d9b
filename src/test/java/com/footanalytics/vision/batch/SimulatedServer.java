package com.footanalytics.vision.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;

/**
 * A server in simulated time: works arrive, a batcher groups them, instances take as long as a cost
 * says, give or take a tenth. The same seed gives the same run.
 */
final class SimulatedServer {
  private final Batcher batcher;
  private final IntToLongFunction cost;
  private final long[] freeNanos;
  private final List<List<TestingWork>> running = new ArrayList<>();
  private final List<TestingWork> dropped = new ArrayList<>();
  private final Random random;
  private final LongStream.Builder latencies = LongStream.builder();
  private long ran;
  private long late;
  private long refused;
  private long endNanos;

  /** What came of a run. */
  record Outcome(long ran, long late, long refused, long dropped, long[] latencies, long nanos) {
    /** The latency that so large a share of what ran did not pass. */
    long percentile(double share) {
      return latencies[(int) Math.min(latencies.length - 1L, (long) (share * latencies.length))];
    }

    double perSecond() {
      return ran * 1e9 / nanos;
    }

    double inTimePerSecond() {
      return (ran - late) * 1e9 / nanos;
    }
  }

  /** One arrival. */
  record Arrival(long nanos, String caller, Lane lane, long patienceNanos) {}

  /**
   * @param cost of a batch by its rows, in nanoseconds
   */
  SimulatedServer(Batcher batcher, int instances, IntToLongFunction cost, long seed) {
    this.batcher = batcher;
    this.cost = cost;
    this.freeNanos = new long[instances];
    this.random = new Random(seed);
    Arrays.fill(freeNanos, -1);
    for (int i = 0; i < instances; i++) {
      running.add(new ArrayList<>());
    }
  }

  Outcome run(List<Arrival> arrivals) {
    int next = 0;
    long now = 0;
    while (true) {
      start(now);
      long event = next < arrivals.size() ? arrivals.get(next).nanos : Long.MAX_VALUE;
      long free = firstEnd();
      long wake = hasFreeInstance() ? batcher.wakeNanos() : Long.MAX_VALUE;
      now = Math.max(now, Math.min(event, Math.min(free, wake)));
      if (now == Long.MAX_VALUE) {
        break;
      }
      finish(now);
      while (next < arrivals.size() && arrivals.get(next).nanos <= now) {
        arrive(arrivals.get(next++));
      }
    }
    long[] sorted = latencies.build().sorted().toArray();
    return new Outcome(ran, late, refused, dropped.size(), sorted, endNanos);
  }

  private void arrive(Arrival arrival) {
    long deadline =
        arrival.patienceNanos == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : arrival.nanos + arrival.patienceNanos;
    TestingWork work =
        new TestingWork("w", arrival.lane, arrival.caller, TestingWork.KIND, 1, deadline);
    if (!batcher.offer(work, arrival.nanos)) {
      refused++;
    }
  }

  private void start(long now) {
    for (int i = 0; i < freeNanos.length; i++) {
      if (freeNanos[i] < 0) {
        List<TestingWork> batch = running.get(i);
        batcher.next(i, now, batch, dropped);
        if (!batch.isEmpty()) {
          double noise = 0.9 + 0.2 * random.nextDouble();
          freeNanos[i] = now + Math.round(noise * cost.applyAsLong(batch.size()));
        }
      }
    }
  }

  private void finish(long now) {
    for (int i = 0; i < freeNanos.length; i++) {
      if (freeNanos[i] >= 0 && freeNanos[i] <= now) {
        batcher.finished(i, freeNanos[i]);
        for (TestingWork work : running.get(i)) {
          ran++;
          late += work.isExpired(freeNanos[i]) ? 1 : 0;
          latencies.add(freeNanos[i] - work.enqueuedNanos());
        }
        endNanos = Math.max(endNanos, freeNanos[i]);
        running.get(i).clear();
        freeNanos[i] = -1;
      }
    }
  }

  private long firstEnd() {
    return Arrays.stream(freeNanos).filter(free -> free >= 0).min().orElse(Long.MAX_VALUE);
  }

  private boolean hasFreeInstance() {
    return Arrays.stream(freeNanos).anyMatch(free -> free < 0);
  }

  /** Arrivals without memory. */
  static List<Arrival> poisson(int count, double perSecond, long patienceNanos, long seed) {
    Random random = new Random(seed);
    var arrivals = new ArrayList<Arrival>(count);
    double now = 0;
    for (int i = 0; i < count; i++) {
      now += -Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
      arrivals.add(arrival(now, i, patienceNanos));
    }
    return arrivals;
  }

  /** Arrivals at once in groups of a size; the groups without memory. */
  static List<Arrival> bursts(
      int count, int size, double perSecond, long patienceNanos, long seed) {
    Random random = new Random(seed);
    var arrivals = new ArrayList<Arrival>(count);
    double now = 0;
    for (int i = 0; i < count; i++) {
      if (i % size == 0) {
        now += -Math.log(1 - random.nextDouble()) * 1e9 * size / perSecond;
      }
      arrivals.add(arrival(now, i, patienceNanos));
    }
    return arrivals;
  }

  private static Arrival arrival(double now, int i, long patienceNanos) {
    return new Arrival(Math.round(now), "caller" + i % 16, Lane.INTERACTIVE, patienceNanos);
  }
}
