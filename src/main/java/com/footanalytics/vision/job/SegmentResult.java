package com.footanalytics.vision.job;

/**
 * What a finished segment amounted to; decoded = inferred + skipped + dropped.
 *
 * @param bytes size of its part of the detections
 * @param decoded pictures delivered
 * @param corrupt delivered pictures with damage
 * @param corruptPackets failed reads and refused packets
 * @param synthesisedTimestamps delivered pictures whose pts was made up
 * @param nonMonotonicTimestamps delivered pictures whose pts was not after the one before
 * @param sizeChanges changes of size or pixel format within it
 * @param lastPtsTicks pts of its last picture; meaningless without pictures
 * @param wallNanos time the attempt took
 */
public record SegmentResult(
    long bytes,
    long decoded,
    long inferred,
    long skipped,
    long dropped,
    long corrupt,
    long corruptPackets,
    long synthesisedTimestamps,
    long nonMonotonicTimestamps,
    long sizeChanges,
    long lastPtsTicks,
    long wallNanos) {

  public SegmentResult {
    if (decoded != inferred + skipped + dropped) {
      throw new IllegalArgumentException(
          "segment: %d decoded, %d inferred, %d skipped, %d dropped (expected: they add up)"
              .formatted(decoded, inferred, skipped, dropped));
    }
  }
}
