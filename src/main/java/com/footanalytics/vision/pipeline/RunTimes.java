package com.footanalytics.vision.pipeline;

/**
 * How long the parts of a batch took, in nanoseconds, and when it began by {@link
 * System#nanoTime()}.
 *
 * @param startedNanos when it was taken out of the queue
 * @param inputNanos its inputs were laid out
 * @param inferNanos the engine ran
 * @param rows that ran together
 */
public record RunTimes(long startedNanos, long inputNanos, long inferNanos, int rows) {}
