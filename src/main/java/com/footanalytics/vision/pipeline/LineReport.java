package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameCounts;

/**
 * What a run of the line amounted to.
 *
 * @param end how the source ended
 * @param counts the account of frames, all of them written
 * @param lastPtsTicks timestamp of the last frame; meaningless without one
 */
public record LineReport(Decoded end, FrameCounts counts, long lastPtsTicks) {

  /** Media time from the start pts to the end of the last frame. */
  double seconds(VideoInfo video) {
    return seconds(video, lastPtsTicks);
  }

  /** Media time from the start pts to the end of the frame with {@code lastPtsTicks}. */
  static double seconds(VideoInfo video, long lastPtsTicks) {
    double lastFrameSeconds = 1 / video.nominalFrameRate().value();
    return video.timeBase().seconds(lastPtsTicks - video.startPtsTicks()) + lastFrameSeconds;
  }
}
