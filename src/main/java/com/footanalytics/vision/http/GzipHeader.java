package com.footanalytics.vision.http;

import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.nio.ByteBuffer;

/** The head of a gzip stream, read as it comes; nothing in it matters here. For one thread. */
final class GzipHeader {
  private static final int FIXED_BYTES = 10;
  private static final int FLAGS_AT = 3;
  private static final int FLAG_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;
  private static final int[] MAGIC = {0x1F, 0x8B, 8};

  private Part part = Part.FIXED;
  private int position;
  private int flags;
  private int extraBytes;

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    OVER
  }

  /**
   * Takes the bytes of the head off a piece.
   *
   * @return whether the head is over
   * @throws FailureException if it is none
   */
  boolean read(ByteBuffer piece) {
    skipAbsent();
    while (part != Part.OVER && piece.hasRemaining()) {
      take(piece.get() & 0xFF);
      skipAbsent();
    }
    return part == Part.OVER;
  }

  private void take(int value) {
    switch (part) {
      case FIXED -> {
        if ((position < MAGIC.length && value != MAGIC[position])
            || (position == FLAGS_AT && (value & FLAGS_RESERVED) != 0)) {
          throw new FailureException(Failure.Code.INVALID, "the body is not gzip");
        }
        flags = position == FLAGS_AT ? value : flags;
        advance(FIXED_BYTES);
      }
      case EXTRA_LENGTH -> {
        extraBytes |= value << (Byte.SIZE * position);
        advance(Short.BYTES);
      }
      case EXTRA -> advance(extraBytes);
      case NAME, COMMENT -> {
        if (value == 0) {
          advance(position + 1);
        }
      }
      case CHECKSUM -> advance(Short.BYTES);
      case OVER -> throw new IllegalStateException("the head is over");
    }
  }

  /** Goes past one byte, and to the next part after so many. */
  private void advance(int bytesOfPart) {
    position++;
    if (position >= bytesOfPart) {
      position = 0;
      part = Part.values()[part.ordinal() + 1];
    }
  }

  private void skipAbsent() {
    while (isAbsent()) {
      part = Part.values()[part.ordinal() + 1];
    }
  }

  private boolean isAbsent() {
    return switch (part) {
      case FIXED, OVER -> false;
      case EXTRA_LENGTH -> (flags & FLAG_EXTRA) == 0;
      case EXTRA -> extraBytes == 0;
      case NAME -> (flags & FLAG_NAME) == 0;
      case COMMENT -> (flags & FLAG_COMMENT) == 0;
      case CHECKSUM -> (flags & FLAG_CHECKSUM) == 0;
    };
  }
}
