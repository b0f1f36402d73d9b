package com.footanalytics.vision.probe;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The picture stream that will be analysed, as its container declares it.
 *
 * @param streamIndex index of the stream in the container
 * @param container FFmpeg's name of the container format
 * @param codec FFmpeg's name of the codec, such as {@code h264}
 * @param pixelFormat FFmpeg's name of the pixel format, such as {@code yuv420p}
 * @param width pixels of a coded picture after cropping, before rotation
 * @param height pixels of a coded picture after cropping, before rotation
 * @param orientation how coded pictures are turned for display
 * @param sampleAspect width over height of one coded sample
 * @param timeBase length of one tick of every pts of the stream
 * @param startPtsTicks pts that counts as time 0
 * @param nominalFrameRate frames per second the container claims; a guess, never used as a clock
 *     where pictures carry timestamps
 * @param declaredFrames frames the header claims, edit lists not applied
 * @param declaredSeconds duration the header claims
 */
public record VideoInfo(
    int streamIndex,
    String container,
    String codec,
    String pixelFormat,
    int width,
    int height,
    Orientation orientation,
    Ratio sampleAspect,
    TimeBase timeBase,
    long startPtsTicks,
    Ratio nominalFrameRate,
    OptionalLong declaredFrames,
    OptionalDouble declaredSeconds) {

  /** Pixels after rotation; boxes are given in these. */
  public int displayWidth() {
    return orientation.swapsAxes() ? height : width;
  }

  /** Pixels after rotation; boxes are given in these. */
  public int displayHeight() {
    return orientation.swapsAxes() ? width : height;
  }

  /** Width over height of one pixel of the display picture. */
  public double displaySampleAspect() {
    return orientation.swapsAxes() ? 1 / sampleAspect.value() : sampleAspect.value();
  }
}
