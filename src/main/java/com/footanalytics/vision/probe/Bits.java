package com.footanalytics.vision.probe;

import java.nio.ByteBuffer;

/** Reads bits from the highest down; zeros after the end. One thread. */
public final class Bits {

  private static final int MAX_ZEROS = 31;

  private final ByteBuffer bytes;
  private int at;

  /**
   * @param bytes read from {@code position} on, by absolute index
   */
  public Bits(ByteBuffer bytes, int position) {
    this.bytes = bytes;
    this.at = position * Byte.SIZE;
  }

  /** The next bit. */
  public int bit() {
    int position = at >>> 3;
    int bit = position < bytes.limit() ? bytes.get(position) >> 7 - (at & 7) & 1 : 0;
    at++;
    return bit;
  }

  /** The next bit as a yes or no. */
  public boolean flag() {
    return bit() == 1;
  }

  /** The next bits, 0 to 32, as a number. */
  public int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** Passes over bits. */
  public void skip(int count) {
    at += count;
  }

  /** An Exp-Golomb code without sign (ITU-T H.264, 9.1). */
  public int golomb() {
    int zeros = 0;
    while (zeros < MAX_ZEROS && bit() == 0) {
      zeros++;
    }
    return (1 << zeros) - 1 + bits(zeros);
  }

  /** Whether the end was passed. */
  public boolean exhausted() {
    return at > bytes.limit() * Byte.SIZE;
  }
}
