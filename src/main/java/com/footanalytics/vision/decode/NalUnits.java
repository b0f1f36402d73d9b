package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The NAL units of a packet one after the other, behind start codes (ITU-T H.264, annex B) or
 * behind their lengths (ISO/IEC 14496-15); start codes separate units behind one length too, as
 * some cameras have it. Looks no further than asked for. One thread.
 */
final class NalUnits {

  private static final int START_CODE_BYTES = 3;

  private final ByteBuffer packet;
  private final int lengthBytes;
  private int start;
  private int bound;

  /**
   * @param lengthBytes bytes of each length; 0 for start codes
   */
  NalUnits(ByteBuffer packet, int lengthBytes) {
    this.packet = packet;
    this.lengthBytes = lengthBytes;
    this.bound = lengthBytes == 0 ? packet.limit() : 0;
  }

  /** Goes to the next unit; false at the end or where lengths make no sense. */
  boolean advance() {
    int code = startCode(start);
    start = Math.min(code + START_CODE_BYTES, bound);
    return start < bound || lengthBytes > 0 && advanceByLength();
  }

  private boolean advanceByLength() {
    start = bound + lengthBytes;
    if (start >= packet.limit()) {
      return false;
    }
    long length = 0;
    for (int at = bound; at < start; at++) {
      length = length << Byte.SIZE | Byte.toUnsignedInt(packet.get(at));
    }
    if (length < 1 || length > packet.limit() - start) {
      return false;
    }
    bound = start + (int) length;
    return true;
  }

  /** Where the next start code is; the bound if there is none. */
  private int startCode(int from) {
    for (int at = from; at + START_CODE_BYTES <= bound; at++) {
      if ((packet.get(at + 2) & 0xFF) > 1) {
        at += 2;
      } else if (packet.get(at) == 0 && packet.get(at + 1) == 0 && packet.get(at + 2) == 1) {
        return at;
      }
    }
    return bound;
  }

  /** Byte {@code index} of the unit, without sign; 0 after the packet's end. */
  int byteAt(int index) {
    return start + index < bound ? Byte.toUnsignedInt(packet.get(start + index)) : 0;
  }

  /** The unit without the bytes that keep start codes out of it, up to a length. */
  ByteBuffer payload(int maxBytes) {
    byte[] bytes = new byte[Math.min(maxBytes, bound - start)];
    int length = 0;
    int zeros = 0;
    for (int at = start; at < bound && length < bytes.length; at++) {
      byte next = packet.get(at);
      if (zeros >= 2 && next == 1) {
        break;
      }
      boolean escape = zeros >= 2 && next == 3;
      zeros = next == 0 ? zeros + 1 : 0;
      if (!escape) {
        bytes[length++] = next;
      }
    }
    return ByteBuffer.wrap(bytes, 0, length).slice();
  }

  /** The unit as it is, without zeros at its end. */
  ByteBuffer content() {
    byte[] bytes = new byte[startCode(start) - start];
    packet.get(start, bytes);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return ByteBuffer.wrap(Arrays.copyOf(bytes, length));
  }
}
