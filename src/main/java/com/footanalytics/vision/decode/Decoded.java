package com.footanalytics.vision.decode;

/** The next thing a decoder has to say. */
public sealed interface Decoded {

  /** A picture; the receiver owns the frame and closes it. */
  record Picture(Frame frame) implements Decoded {}

  /** All pictures were delivered. */
  record End(DecodeReport report) implements Decoded {}

  /**
   * Decoding cannot go on and what was delivered is not the whole video.
   *
   * @param reason one line for the person who handed the file in
   */
  record Failed(String reason, DecodeReport report) implements Decoded {}
}
