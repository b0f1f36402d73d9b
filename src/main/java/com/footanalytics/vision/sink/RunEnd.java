package com.footanalytics.vision.sink;

import com.footanalytics.vision.decode.DecodeReport;

/**
 * What a finished run amounted to.
 *
 * @param frames the account of frames
 * @param decode what decoding met
 * @param durationSeconds media time from the start pts to the end of the last decoded frame
 * @param wallSeconds time the run took
 */
public record RunEnd(
    FrameCounts frames, DecodeReport decode, double durationSeconds, double wallSeconds) {}
