package com.footanalytics.vision.decode;

/** What became of the wish for one picture of a video. */
public sealed interface FrameAnswer {

  /** The picture; the receiver owns the frame and closes it. */
  record Picture(Frame frame) implements FrameAnswer {}

  /**
   * The video shows no such picture.
   *
   * @param shownFrames how many it shows
   */
  record NoSuchFrame(long shownFrames) implements FrameAnswer {}

  /**
   * The picture is there and cannot be had.
   *
   * @param reason one line for the person who handed the file in
   */
  record Undecodable(String reason) implements FrameAnswer {}
}
