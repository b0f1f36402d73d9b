package com.footanalytics.vision.probe;

/** What a file turned out to be; the caller must decide on both answers. */
public sealed interface Probe {

  /** A picture stream that can be opened for decoding. */
  record Playable(VideoInfo video) implements Probe {}

  /**
   * Nothing that can be analysed.
   *
   * @param reason one line for the person who handed the file in: what is wrong and, where there is
   *     one, the remedy
   */
  record Unreadable(String reason) implements Probe {}
}
