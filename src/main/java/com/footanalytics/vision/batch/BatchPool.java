package com.footanalytics.vision.batch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of batches over native memory that is allocated once and freed on close.
 * Thread-safe. Whoever finds none free waits, so a slow consumer never makes memory grow.
 *
 * @param <T> what owners remember of each input
 */
public final class BatchPool<T> implements AutoCloseable {

  /** What vector instructions like to find their operands aligned to. */
  private static final long ALIGNMENT_BYTES = 64;

  private final Arena arena = Arena.ofShared();
  private final BlockingQueue<Batch<T>> free;
  private final int batches;

  /**
   * @param batches batches that may be out at once
   * @param itemsPerBatch inputs one batch holds
   * @param bytesPerItem size of one input
   */
  public BatchPool(int batches, int itemsPerBatch, int bytesPerItem) {
    this.batches = batches;
    this.free = new ArrayBlockingQueue<>(batches);
    for (int i = 0; i < batches; i++) {
      MemorySegment memory =
          arena.allocate(Math.multiplyExact((long) itemsPerBatch, bytesPerItem), ALIGNMENT_BYTES);
      free.add(new Batch<>(this, memory, itemsPerBatch));
    }
  }

  /** An empty batch; waits until one is free. The slots hold what was last written to them. */
  public Batch<T> take() throws InterruptedException {
    Batch<T> batch = free.take();
    batch.markTaken();
    return batch;
  }

  /**
   * An empty batch, or none if none is free in time.
   *
   * @param waitNanos how long to wait for one; not at all if not positive
   */
  public Optional<Batch<T>> take(long waitNanos) throws InterruptedException {
    Optional<Batch<T>> batch = Optional.ofNullable(free.poll(waitNanos, TimeUnit.NANOSECONDS));
    batch.ifPresent(Batch::markTaken);
    return batch;
  }

  /** Batches that are not out. */
  public int available() {
    return free.size();
  }

  void giveBack(Batch<T> batch) {
    free.add(batch);
  }

  /**
   * Frees the memory.
   *
   * @throws IllegalStateException if a batch is still out; nothing is freed then
   */
  @Override
  public void close() {
    if (free.size() != batches) {
      throw new IllegalStateException(
          "%d of %d batches are still out".formatted(batches - free.size(), batches));
    }
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
