package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.VideoInfo;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The pts of each picture in turn. A picture's own pts is taken as it is; where the container has
 * only decoding times, FFmpeg's estimate from them; where it has nothing, the clock runs on from
 * the last known pts at the nominal frame rate, and that is counted. One thread.
 */
final class Timestamps {

  private final double ticksPerFrame;
  private long anchorTicks;
  private long framesSinceAnchor;
  private long lastTicks;
  private boolean any;
  private long synthesised;
  private long nonMonotonic;

  Timestamps(VideoInfo video) {
    double secondsPerFrame = 1 / video.nominalFrameRate().value();
    ticksPerFrame = secondsPerFrame / video.timeBase().seconds(1);
    anchorTicks = video.startPtsTicks();
  }

  /** The pts of the next picture, in ticks of the stream's time base. */
  long of(AVFrame picture) {
    long ticks = picture.pts();
    if (ticks == avutil.AV_NOPTS_VALUE) {
      ticks = picture.best_effort_timestamp();
    }
    if (ticks == avutil.AV_NOPTS_VALUE) {
      synthesised++;
      ticks = anchorTicks + Math.round(framesSinceAnchor * ticksPerFrame);
    } else {
      anchorTicks = ticks;
      framesSinceAnchor = 0;
    }
    framesSinceAnchor++;
    if (any && ticks <= lastTicks) {
      nonMonotonic++;
    }
    any = true;
    lastTicks = ticks;
    return ticks;
  }

  /** Pictures so far whose pts was made up. */
  long synthesised() {
    return synthesised;
  }

  /** Pictures so far whose pts was not after the one before. */
  long nonMonotonic() {
    return nonMonotonic;
  }
}
