package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.sink.FrameCounts;

/**
 * What a run of the line amounted to.
 *
 * @param end how the source ended
 * @param counts the account of frames, all of them written
 * @param lastPtsTicks timestamp of the last frame; meaningless without one
 */
public record LineReport(Decoded end, FrameCounts counts, long lastPtsTicks) {}
