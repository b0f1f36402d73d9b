package com.footanalytics.vision.probe;

/**
 * The bytes of one file in order, which come as they come and only once. One thread reads; any
 * thread may close.
 */
public interface ByteSource extends AutoCloseable {

  /** The answer of {@link #read} after the last byte. */
  int END = -1;

  /**
   * Waits for bytes and takes some.
   *
   * @param length at least 1
   * @return how many were taken, at least 1, or {@link #END}
   * @throws java.util.concurrent.CancellationException if this was closed
   */
  int read(byte[] target, int offset, int length) throws InterruptedException;

  /** Ends the reading, also of a thread that waits for bytes; again does nothing. */
  @Override
  void close();
}
