package com.footanalytics.vision.pipeline;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a running analysis has come.
 *
 * @param framesDone frames whose result is written, skipped ones included
 * @param framesExpected frames the header claims; a guess
 * @param framesPerSecond over the run so far
 * @param secondsLeft at that speed; a guess
 */
public record Progress(
    long framesDone,
    OptionalLong framesExpected,
    double framesPerSecond,
    OptionalDouble secondsLeft) {}
