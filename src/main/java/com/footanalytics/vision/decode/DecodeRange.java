package com.footanalytics.vision.decode;

/**
 * A part of a video that can be decoded by itself: it begins at a key packet and shows the pictures
 * with a pts in [from, until). Ranges of one split follow each other without a gap, so that every
 * picture belongs to exactly one of them.
 *
 * @param firstPacket ordinal of its key packet among the packets of the picture stream, from 0
 * @param endPacket ordinal after the last packet that is needed to decode it: the next range's key
 *     packet, or the last of the pictures after that which are shown before it
 * @param fromPtsTicks pts of its first picture; {@link Long#MIN_VALUE} for the first range
 * @param untilPtsTicks pts of the next range's first picture; {@link Long#MAX_VALUE} for the last
 * @param firstFrame predicted index of its first picture among the video's decoded pictures
 */
public record DecodeRange(
    long firstPacket, long endPacket, long fromPtsTicks, long untilPtsTicks, long firstFrame) {

  /** All of a video, from its first packet to wherever it ends. */
  public static final DecodeRange WHOLE =
      new DecodeRange(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, 0);

  public DecodeRange {
    if (firstPacket < 0
        || endPacket <= firstPacket
        || untilPtsTicks <= fromPtsTicks
        || firstFrame < 0) {
      throw new IllegalArgumentException(
          "range: packets %d to %d, pts %d to %d, frame %d"
              .formatted(firstPacket, endPacket, fromPtsTicks, untilPtsTicks, firstFrame));
    }
  }

  /** Whether a picture with that pts is shown in this range. */
  boolean shows(long ptsTicks) {
    return ptsTicks >= fromPtsTicks && ptsTicks < untilPtsTicks;
  }
}
