package com.footanalytics.vision.job;

/**
 * Which pictures of a video belong to a segment.
 *
 * @param firstPacket ordinal of its key packet among the packets of the picture stream, from 0
 * @param endPacket ordinal after the last packet that is needed to decode it
 * @param fromPtsTicks pts of its first picture
 * @param untilPtsTicks pts of the next segment's first picture; {@link Long#MAX_VALUE} for the last
 * @param firstFrame predicted index of its first picture among the video's decoded pictures
 */
public record SegmentRange(
    long firstPacket, long endPacket, long fromPtsTicks, long untilPtsTicks, long firstFrame) {

  /** The whole of a video as one segment. */
  public static final SegmentRange WHOLE =
      new SegmentRange(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, 0);

  public SegmentRange {
    if (firstPacket < 0
        || endPacket <= firstPacket
        || untilPtsTicks <= fromPtsTicks
        || firstFrame < 0) {
      throw new IllegalArgumentException(
          "segment: packets %d to %d, pts %d to %d, frame %d"
              .formatted(firstPacket, endPacket, fromPtsTicks, untilPtsTicks, firstFrame));
    }
  }
}
