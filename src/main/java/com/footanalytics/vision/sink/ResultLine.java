package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.TimeBase;
import java.util.List;

/** One line of {@code detections.jsonl}. */
public sealed interface ResultLine {

  /**
   * The first line.
   *
   * @param classes class names; a detection's index points here
   * @param timeBase length of one tick of every pts
   * @param startPtsTicks pts that counts as time 0
   */
  record Header(List<String> classes, TimeBase timeBase, long startPtsTicks) implements ResultLine {

    public Header {
      classes = List.copyOf(classes);
    }
  }

  /** A frame with its objects; scores and boxes as rounded in the file. */
  record Found(FrameResult frame) implements ResultLine {}

  /**
   * The last line; the run succeeded.
   *
   * @param frames the account of frames
   * @param durationSeconds media time
   */
  record End(FrameCounts frames, double durationSeconds) implements ResultLine {}

  /** A line of a kind that this version does not know. */
  record Other(String type) implements ResultLine {}
}
