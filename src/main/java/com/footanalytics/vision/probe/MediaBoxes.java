package com.footanalytics.vision.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Boxes of an ISO base media file, one beside the other (ISO/IEC 14496-12, 4.2). Reads headers and
 * what is asked for only. Sizes that make no sense end it. One thread.
 */
final class MediaBoxes {

  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  private final SeekableByteChannel file;
  private final long limit;
  private final Allowance allowance;
  private String type = "";
  private long contentAt;
  private long next;

  /** How many boxes of one file are looked at. */
  static final class Allowance {

    private int left;

    Allowance(int boxes) {
      left = boxes;
    }
  }

  /** The boxes from one byte of a file to another. */
  MediaBoxes(SeekableByteChannel file, long from, long limit, Allowance allowance) {
    this.file = file;
    this.next = from;
    this.limit = limit;
    this.allowance = allowance;
  }

  /** Goes to the next box; false at the end or after as many as are allowed. */
  boolean advance() throws IOException {
    if (next + HEADER > limit || allowance.left-- <= 0) {
      return false;
    }
    ByteBuffer header = read(next, LONG_HEADER);
    if (header.limit() < HEADER) {
      return false;
    }
    long size = Integer.toUnsignedLong(header.getInt(0));
    int headerBytes = HEADER;
    if (size == 1 && header.limit() == LONG_HEADER) {
      size = header.getLong(HEADER);
      headerBytes = LONG_HEADER;
    } else if (size == 0) {
      size = limit - next;
    }
    if (size < headerBytes || size > limit - next) {
      return false;
    }
    byte[] name = new byte[Integer.BYTES];
    header.get(Integer.BYTES, name);
    type = new String(name, StandardCharsets.ISO_8859_1);
    contentAt = next + headerBytes;
    next += size;
    return true;
  }

  /** Goes to the next box of a type; false if there is none. */
  boolean advanceTo(String wanted) throws IOException {
    boolean found = advance();
    while (found && !type.equals(wanted)) {
      found = advance();
    }
    return found;
  }

  String type() {
    return type;
  }

  /** The boxes inside this one. */
  MediaBoxes inside() {
    return inside(0);
  }

  /** The boxes inside this one, after so many bytes of other content. */
  MediaBoxes inside(int skipBytes) {
    return new MediaBoxes(file, contentAt + skipBytes, next, allowance);
  }

  /** The content's first bytes; fewer where it has no more. */
  ByteBuffer head(int bytes) throws IOException {
    return read(contentAt, (int) Math.min(bytes, next - contentAt));
  }

  private ByteBuffer read(long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    file.position(position);
    while (buffer.hasRemaining() && file.read(buffer) >= 0) {}
    return buffer.flip();
  }
}
