package com.footanalytics.vision.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Puts coded headers together bit by bit. Not thread-safe. */
final class BitWriter {

  private final StringBuilder bits = new StringBuilder();

  /** A number in so many bits. */
  BitWriter bits(int count, int value) {
    for (int bit = count - 1; bit >= 0; bit--) {
      bits.append(value >> bit & 1);
    }
    return this;
  }

  /** An Exp-Golomb code without sign. */
  BitWriter golomb(int value) {
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
    return bits(length - 1, 0).bits(length, value + 1);
  }

  /** The bytes, filled up with a one and zeros. */
  byte[] bytes() {
    String padded = bits + "1" + "0".repeat(7 - bits.length() % 8);
    byte[] bytes = new byte[padded.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(padded.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }

  /** All of them one after the other. */
  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Behind start codes. */
  static byte[] startCodes(byte[]... units) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] unit : units) {
      all.writeBytes(hex("000001"));
      all.writeBytes(unit);
    }
    return all.toByteArray();
  }

  /** Behind lengths of so many bytes. */
  static byte[] lengths(int lengthBytes, byte[]... units) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] unit : units) {
      byte[] length = ByteBuffer.allocate(4).putInt(unit.length).array();
      all.write(length, 4 - lengthBytes, lengthBytes);
      all.writeBytes(unit);
    }
    return all.toByteArray();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
