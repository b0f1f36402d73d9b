package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.Ratio;

/**
 * What an MP4 of one H.264 track is made of.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param sampleAspect width over height of one pixel
 * @param colours what the pictures hold
 * @param ticksPerSecond the track's clock
 * @param frameRate frames per second to plan the bit rate for
 * @param threads threads the encoder may use, at least 1
 */
record Mp4Settings(
    int width,
    int height,
    Ratio sampleAspect,
    Colours colours,
    int ticksPerSecond,
    Ratio frameRate,
    int threads) {

  private static final double BITS_PER_PIXEL = 0.1;
  private static final double MIN_BITS_PER_SECOND = 200_000;
  private static final double MAX_FRAME_RATE = 60;
  private static final double GROUP_SECONDS = 2;

  Mp4Settings {
    if (width % 2 != 0 || height % 2 != 0 || threads < 1) {
      throw new IllegalArgumentException(
          "mp4: %dx%d, %d threads (expected: even lengths, threads > 0)"
              .formatted(width, height, threads));
    }
  }

  /** Frames per second within what a sports video has, whatever the header claims. */
  double plannedFrameRate() {
    return Math.clamp(frameRate.value(), 1, MAX_FRAME_RATE);
  }

  /** Bits per second the encoder aims at. */
  long bitRate() {
    double wanted = BITS_PER_PIXEL * width * height * plannedFrameRate();
    return Math.round(Math.max(MIN_BITS_PER_SECOND, wanted));
  }

  /** Pictures from one that can be decoded alone to the next. */
  int groupLength() {
    return (int) Math.round(GROUP_SECONDS * plannedFrameRate());
  }
}
