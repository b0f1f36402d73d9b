package com.footanalytics.vision.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Rewrites the size that sequence headers of AV1 claim: profile 0, no timing, model or delay. */
final class Av1Header {

  private static final int IVF_HEADER = 32;
  private static final int IVF_FRAME_HEADER = 12;
  private static final int SEQUENCE = 1;
  private static final int LEVEL_AT = 24;

  private Av1Header() {}

  /** A file in IVF with another size in every sequence header from one frame on. */
  static byte[] claiming(byte[] ivf, int side, int fromFrame) {
    ByteBuffer file = ByteBuffer.wrap(ivf).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ivf, 0, IVF_HEADER);
    int frame = 0;
    int at = IVF_HEADER;
    while (at < ivf.length) {
      int end = at + IVF_FRAME_HEADER + file.getInt(at);
      byte[] units = Arrays.copyOfRange(ivf, at + IVF_FRAME_HEADER, end);
      byte[] changed = frame < fromFrame ? units : claiming(units, side);
      out.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(changed.length).array());
      out.write(ivf, at + 4, 8);
      out.writeBytes(changed);
      frame++;
      at = end;
    }
    return out.toByteArray();
  }

  /** Small units stand in front; the sequence header is one of them or there is none. */
  private static byte[] claiming(byte[] units, int side) {
    int at = 0;
    while (at < units.length && units[at + 1] >= 0 && (units[at] >> 3 & 15) != SEQUENCE) {
      at += 2 + units[at + 1];
    }
    if (at >= units.length || units[at + 1] < 0) {
      return units;
    }
    int end = at + 2 + units[at + 1];
    byte[] header = header(Arrays.copyOfRange(units, at + 2, end), side);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(units, 0, at + 1);
    out.write(header.length);
    out.writeBytes(header);
    out.write(units, end, units.length - end);
    return out.toByteArray();
  }

  private static byte[] header(byte[] header, int side) {
    StringBuilder bits = new StringBuilder();
    for (byte part : header) {
      bits.append("%8s".formatted(Integer.toBinaryString(part & 0xFF)).replace(' ', '0'));
    }
    int sizeAt = LEVEL_AT + 5 + (number(bits, LEVEL_AT, 5) > 7 ? 1 : 0);
    int sizeBits = number(bits, sizeAt, 4) + 1 + number(bits, sizeAt + 4, 4) + 1;
    int end = bits.lastIndexOf("1");
    BitWriter out = new BitWriter();
    bits.substring(0, sizeAt).chars().forEach(bit -> out.bits(1, bit - '0'));
    out.bits(4, 15).bits(4, 15).bits(16, side - 1).bits(16, side - 1);
    bits.substring(sizeAt + 8 + sizeBits, end).chars().forEach(bit -> out.bits(1, bit - '0'));
    return out.bytes();
  }

  private static int number(StringBuilder bits, int at, int count) {
    return Integer.parseInt(bits.substring(at, at + count), 2);
  }
}
