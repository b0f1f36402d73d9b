package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.ByteSource;
import com.footanalytics.vision.probe.Streamability;
import java.util.Arrays;

/**
 * A file that comes as bytes, whose head can be looked at before it is read, and which may not be
 * larger than a limit. One thread.
 */
final class IncomingVideo implements ByteSource {

  private static final int FIRST_LOOK_BYTES = 4096;

  private final ByteSource rest;
  private final long maxBytes;
  private byte[] head = new byte[FIRST_LOOK_BYTES];
  private int headBytes;
  private int replayed;
  private long total;

  /**
   * @param rest closed with this
   */
  IncomingVideo(ByteSource rest, long maxBytes) {
    this.rest = rest;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes as much of the file as it needs to tell whether it can be decoded as it comes. To be
   * asked once, first.
   */
  boolean isStreamable() throws InterruptedException {
    boolean whole = false;
    Streamability told = Streamability.UNDECIDED;
    while (told == Streamability.UNDECIDED) {
      if (headBytes == head.length) {
        head = Arrays.copyOf(head, 2 * head.length);
      }
      while (!whole && headBytes < head.length) {
        int read = take(head, headBytes, head.length - headBytes);
        whole = read == END;
        headBytes += Math.max(read, 0);
      }
      told = Streamability.of(head, headBytes, whole);
    }
    return told == Streamability.STREAMABLE;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws InterruptedException {
    if (replayed == headBytes) {
      return take(target, offset, length);
    }
    int read = Math.min(length, headBytes - replayed);
    System.arraycopy(head, replayed, target, offset, read);
    replayed += read;
    return read;
  }

  private int take(byte[] target, int offset, int length) throws InterruptedException {
    int read = rest.read(target, offset, length);
    total += Math.max(read, 0);
    if (total > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
    return read;
  }

  @Override
  public void close() {
    rest.close();
  }
}
