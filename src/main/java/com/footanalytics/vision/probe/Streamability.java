package com.footanalytics.vision.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Whether a file can be decoded while its bytes still come in, as its first bytes tell: those whose
 * index lies in front or that have none (ISO/IEC 14496-12, 4.2 and 6.2; Matroska; MPEG-TS).
 */
public enum Streamability {
  /** From the first byte on. */
  STREAMABLE,
  /** Only once all of it is there, or nobody knows. */
  NEEDS_WHOLE,
  /** More bytes are needed to tell. */
  UNDECIDED;

  /** Where nothing was found in so many bytes, nothing is looked for any more. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int MATROSKA = 0x1A45DFA3;
  private static final int TRANSPORT_STREAM_BYTES = 64 * 1024;
  private static final byte TRANSPORT_STREAM_SYNC = 0x47;
  private static final int BOX_HEADER = 8;
  private static final int LONG_BOX_HEADER = 16;
  private static final Set<String> FIRST_BOXES =
      Set.of(
          "ftyp", "styp", "moov", "moof", "mdat", "free", "skip", "wide", "pnot", "sidx", "uuid");

  /**
   * What the head of a file tells.
   *
   * @param head the file's first bytes
   * @param length how many of {@code head} are
   * @param whole whether the file ends there
   */
  public static Streamability of(byte[] head, int length, boolean whole) {
    ByteBuffer bytes = ByteBuffer.wrap(head, 0, length).slice();
    boolean last = whole || length >= MOST_BYTES;
    if (length < BOX_HEADER) {
      return last ? NEEDS_WHOLE : UNDECIDED;
    }
    if (bytes.getInt(0) == MATROSKA) {
      return STREAMABLE;
    }
    Streamability found = FIRST_BOXES.contains(type(bytes, 0)) ? boxes(bytes) : packets(bytes);
    return found == UNDECIDED && last ? NEEDS_WHOLE : found;
  }

  private static Streamability boxes(ByteBuffer bytes) {
    long at = 0;
    while (at + LONG_BOX_HEADER <= bytes.limit()) {
      switch (type(bytes, (int) at)) {
        case "moov", "moof" -> {
          return STREAMABLE;
        }
        case "mdat" -> {
          return NEEDS_WHOLE;
        }
        case String _ -> at += size(bytes, (int) at);
      }
      if (at < 0 || at > MOST_BYTES) {
        return NEEDS_WHOLE;
      }
    }
    return UNDECIDED;
  }

  /** Bytes of the box; far beyond every limit if it lasts to the end or says nothing sensible. */
  private static long size(ByteBuffer bytes, int at) {
    long size = Integer.toUnsignedLong(bytes.getInt(at));
    if (size == 1) {
      size = bytes.getLong(at + BOX_HEADER);
    }
    return size < BOX_HEADER || size > MOST_BYTES ? Integer.MAX_VALUE : size;
  }

  private static String type(ByteBuffer bytes, int at) {
    byte[] type = new byte[Integer.BYTES];
    bytes.get(at + Integer.BYTES, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  private static Streamability packets(ByteBuffer bytes) {
    byte[] head = new byte[Math.min(bytes.limit(), TRANSPORT_STREAM_BYTES)];
    bytes.get(0, head);
    if (TransportStream.isIn(head)) {
      return STREAMABLE;
    }
    boolean maybe = head.length < TRANSPORT_STREAM_BYTES && contains(head, TRANSPORT_STREAM_SYNC);
    return maybe ? UNDECIDED : NEEDS_WHOLE;
  }

  private static boolean contains(byte[] head, byte wanted) {
    for (byte candidate : head) {
      if (candidate == wanted) {
        return true;
      }
    }
    return false;
  }
}
