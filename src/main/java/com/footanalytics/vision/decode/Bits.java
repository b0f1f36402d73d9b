package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;

/** Reads bits from the highest down; zeros after the end. One thread. */
final class Bits {

  private static final int MAX_ZEROS = 31;

  private final ByteBuffer bytes;
  private int at;

  /**
   * @param bytes read from {@code position} on, by absolute index
   */
  Bits(ByteBuffer bytes, int position) {
    this.bytes = bytes;
    this.at = position * Byte.SIZE;
  }

  int bit() {
    int position = at >>> 3;
    int bit = position < bytes.limit() ? bytes.get(position) >> 7 - (at & 7) & 1 : 0;
    at++;
    return bit;
  }

  boolean flag() {
    return bit() == 1;
  }

  /** The next bits, 0 to 32, as a number. */
  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  void skip(int count) {
    at += count;
  }

  /** An Exp-Golomb code without sign (ITU-T H.264, 9.1). */
  int golomb() {
    int zeros = 0;
    while (zeros < MAX_ZEROS && bit() == 0) {
      zeros++;
    }
    return (1 << zeros) - 1 + bits(zeros);
  }

  /** Whether the end was passed. */
  boolean exhausted() {
    return at > bytes.limit() * Byte.SIZE;
  }
}
