package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;

/**
 * Which stream an index is of.
 *
 * @param container FFmpeg's name of the container format
 * @param index of the stream in its container
 * @param timeBase length of one tick of every pts
 * @param startPtsTicks pts that counts as time 0
 */
record IndexedStream(String container, int index, TimeBase timeBase, long startPtsTicks) {

  private static final String TRANSPORT_STREAM = "mpegts";

  static IndexedStream of(VideoInfo video) {
    return new IndexedStream(
        video.container(), video.streamIndex(), video.timeBase(), video.startPtsTicks());
  }

  /** Whether reading can begin at any byte of the file. */
  boolean readFromAnywhere() {
    return container.equals(TRANSPORT_STREAM);
  }
}
