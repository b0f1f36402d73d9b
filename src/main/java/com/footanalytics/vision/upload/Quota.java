package com.footanalytics.vision.upload;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes may be stored: contents, unfinished uploads, and bodies that come in right now.
 * Thread-safe; of bodies it knows this process'.
 */
final class Quota {

  private final long maxBytes;
  private final AtomicLong arriving = new AtomicLong();

  /**
   * @param maxBytes 0 for no limit
   */
  Quota(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  long maxBytes() {
    return maxBytes;
  }

  /** Whether so many bytes more may be stored; the transaction must have entered the gate. */
  boolean holds(VideoRows rows, long bytes, String exceptUpload) throws SQLException {
    return maxBytes == 0 || bytes <= maxBytes - rows.bytes(exceptUpload);
  }

  /**
   * Counts bytes of a body that came in.
   *
   * @param storedBytes what is stored apart from such bodies
   * @return whether they may stay
   */
  boolean arrived(long bytes, long storedBytes) {
    long all = arriving.addAndGet(bytes);
    return maxBytes == 0 || all <= maxBytes - storedBytes;
  }

  /** Counts bytes of a body that has ended. */
  void ended(long bytes) {
    arriving.addAndGet(-bytes);
  }
}
