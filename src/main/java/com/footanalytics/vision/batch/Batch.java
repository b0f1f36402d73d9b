package com.footanalytics.vision.batch;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs that run through one inference together, laid side by side in one direct buffer. Owned by
 * whoever took it from the pool, until {@link #close()} gives the buffer back. Not thread-safe;
 * handed from thread to thread whole.
 *
 * @param <T> what the owner remembers of each input
 */
public final class Batch<T> implements AutoCloseable {

  private final BatchPool<T> pool;
  private final MemorySegment memory;
  private final ByteBuffer inputs;
  private final long bytesPerItem;
  private final int capacity;
  private final List<T> items;
  private boolean taken;

  Batch(BatchPool<T> pool, MemorySegment memory, int capacity) {
    this.pool = pool;
    this.memory = memory;
    this.inputs = memory.asByteBuffer();
    this.capacity = capacity;
    this.bytesPerItem = memory.byteSize() / capacity;
    this.items = new ArrayList<>(capacity);
  }

  /** Where the next input is to be written; {@link #add} then counts it in. */
  public MemorySegment nextSlot() {
    if (isFull()) {
      throw new IllegalStateException("batch is full: " + capacity + " inputs");
    }
    return memory.asSlice(items.size() * bytesPerItem, bytesPerItem);
  }

  /** Counts in the input that was written to {@link #nextSlot()}. */
  public void add(T item) {
    if (isFull()) {
      throw new IllegalStateException("batch is full: " + capacity + " inputs");
    }
    items.add(item);
  }

  public boolean isFull() {
    return items.size() == capacity;
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** What was added, in order. */
  public List<T> items() {
    return List.copyOf(items);
  }

  /** All inputs from the first, as one direct buffer at position 0; valid until closed. */
  public ByteBuffer inputs() {
    return inputs.clear();
  }

  void markTaken() {
    taken = true;
  }

  @Override
  public void close() {
    if (taken) {
      taken = false;
      items.clear();
      pool.giveBack(this);
    }
  }
}
