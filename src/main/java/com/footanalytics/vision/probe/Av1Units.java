package com.footanalytics.vision.probe;

import java.nio.ByteBuffer;

/**
 * The units (OBUs) of a piece of AV1 one after the other (bitstream specification, 5.3). Bytes that
 * make no sense end it. One thread.
 */
public final class Av1Units {

  /** The type of a sequence header. */
  public static final int SEQUENCE = 1;

  private static final int EXTENSION = 4;
  private static final int HAS_SIZE = 2;
  private static final int MAX_SIZE_BYTES = 8;

  private final ByteBuffer bytes;
  private int type;
  private int start;
  private int end;

  /**
   * @param bytes read from position 0 to the limit, by absolute index
   */
  public Av1Units(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Goes to the next unit; false at the end. */
  public boolean advance() {
    if (end >= bytes.limit()) {
      return false;
    }
    int header = bytes.get(end);
    type = header >> 3 & 15;
    start = end + ((header & EXTENSION) == 0 ? 1 : 2);
    long size = (header & HAS_SIZE) == 0 ? bytes.limit() - start : size();
    if (size < 0 || size > bytes.limit() - start) {
      end = bytes.limit();
      return false;
    }
    end = start + (int) size;
    return true;
  }

  /** Reads a number in groups of seven bits, the lowest first. */
  private long size() {
    long size = 0;
    for (int group = 0; group < MAX_SIZE_BYTES && start < bytes.limit(); group++) {
      int next = bytes.get(start++);
      size |= (long) (next & 0x7F) << 7 * group;
      if ((next & 0x80) == 0) {
        return size;
      }
    }
    return -1;
  }

  /** What kind of unit it is. */
  public int type() {
    return type;
  }

  /** Its content without the header. */
  public ByteBuffer content() {
    return bytes.slice(start, end - start);
  }
}
