package com.footanalytics.vision.pipeline;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what ran through a model since it was loaded. Thread-safe; counting never blocks. */
public final class ServingStatistics {

  /** How often, and for how long in all. */
  public static final class Sum {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Something took so long. */
    public void add(long tookNanos) {
      count.increment();
      nanos.add(tookNanos);
    }

    public long count() {
      return count.sum();
    }

    public long nanos() {
      return nanos.sum();
    }
  }

  /** The parts of batches of one size. */
  public static final class Parts {
    private final Sum input = new Sum();
    private final Sum infer = new Sum();
    private final Sum output = new Sum();

    public Sum input() {
      return input;
    }

    public Sum infer() {
      return infer;
    }

    public Sum output() {
      return output;
    }
  }

  private final Sum success = new Sum();
  private final Sum fail = new Sum();
  private final Sum queue = new Sum();
  private final LongAdder rows = new LongAdder();
  private final ConcurrentSkipListMap<Integer, Parts> bySize = new ConcurrentSkipListMap<>();

  /** A batch ran; to be counted before anybody is told of it. */
  void ran(RunTimes times) {
    rows.add(times.rows());
    Parts parts = parts(times.rows());
    parts.input.add(times.inputNanos());
    parts.infer.add(times.inferNanos());
  }

  /** All works of a batch were told of it. */
  void told(int batchRows, long outputNanos) {
    parts(batchRows).output.add(outputNanos);
  }

  private Parts parts(int batchRows) {
    Parts parts = bySize.get(batchRows);
    return parts != null ? parts : bySize.computeIfAbsent(batchRows, _ -> new Parts());
  }

  /** Requests for tensors that were answered, from arrival to answer. */
  public Sum success() {
    return success;
  }

  /** Those that were not. */
  public Sum fail() {
    return fail;
  }

  /** What the answered ones waited. */
  public Sum queue() {
    return queue;
  }

  /** Rows that ran. */
  public long rows() {
    return rows.sum();
  }

  /** Batches by their number of rows. */
  public ConcurrentSkipListMap<Integer, Parts> bySize() {
    return bySize;
  }
}
