package com.footanalytics.vision.decode;

/**
 * What decoding met on the way.
 *
 * @param frames pictures delivered
 * @param corruptFrames delivered pictures in which the decoder reported damage
 * @param corruptPackets reads that failed and packets the decoder refused; no picture came of them;
 *     a file that breaks off shows here
 * @param synthesisedTimestamps delivered pictures whose pts was missing and was continued from the
 *     picture before
 * @param nonMonotonicTimestamps delivered pictures whose pts was not after the one before
 * @param sizeChanges times the coded size or pixel format changed from one picture to the next
 */
public record DecodeReport(
    long frames,
    long corruptFrames,
    long corruptPackets,
    long synthesisedTimestamps,
    long nonMonotonicTimestamps,
    long sizeChanges) {}
