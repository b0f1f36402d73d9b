package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;

/**
 * Which stream an index is of.
 *
 * @param index of the stream in its container
 * @param timeBase length of one tick of every pts
 * @param startPtsTicks pts that counts as time 0
 */
record IndexedStream(int index, TimeBase timeBase, long startPtsTicks) {

  static IndexedStream of(VideoInfo video) {
    return new IndexedStream(video.streamIndex(), video.timeBase(), video.startPtsTicks());
  }
}
