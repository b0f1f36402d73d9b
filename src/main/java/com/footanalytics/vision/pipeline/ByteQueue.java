package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.ByteSource;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

/**
 * The bytes of one file on their way from who receives them to who reads them: a ring of a fixed
 * size, so a slow reader fills it and the receiver must stop asking. Nobody who puts bytes in ever
 * waits. Thread-safe.
 */
public final class ByteQueue implements ByteSource {

  private final byte[] ring;
  private final Runnable taken;
  private int first;
  private int count;
  private boolean ended;
  private boolean closed;

  /**
   * @param capacityBytes at least 1
   * @param taken told, on the reader's thread, each time that there is more room; must not wait
   */
  public ByteQueue(int capacityBytes, Runnable taken) {
    if (capacityBytes < 1) {
      throw new IllegalArgumentException("capacity: " + capacityBytes + " (expected: >= 1)");
    }
    this.ring = new byte[capacityBytes];
    this.taken = taken;
  }

  /** Bytes that may be put in now. */
  public synchronized int room() {
    return ring.length - count;
  }

  /**
   * Puts in all that remains in {@code bytes}; drops it if this is closed.
   *
   * @throws IllegalStateException if that is more than there is room for, or after the end
   */
  public synchronized void put(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (ended || length > room()) {
      throw new IllegalStateException(
          "bytes: %d (expected: at most %d, before the end)".formatted(length, room()));
    }
    if (closed) {
      return;
    }
    int last = (first + count) % ring.length;
    int straight = Math.min(length, ring.length - last);
    bytes.get(ring, last, straight);
    bytes.get(ring, 0, length - straight);
    count += length;
    notifyAll();
  }

  /** Says that no more will follow. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws InterruptedException {
    int read;
    synchronized (this) {
      while (count == 0 && !ended && !closed) {
        wait();
      }
      if (closed) {
        throw new CancellationException("the bytes are not wanted any more");
      }
      if (count == 0) {
        return END;
      }
      read = Math.min(length, count);
      int straight = Math.min(read, ring.length - first);
      System.arraycopy(ring, first, target, offset, straight);
      System.arraycopy(ring, 0, target, offset + straight, read - straight);
      first = (first + read) % ring.length;
      count -= read;
    }
    taken.run();
    return read;
  }

  @Override
  public synchronized void close() {
    closed = true;
    count = 0;
    notifyAll();
  }
}
