package com.footanalytics.vision.simulate;

/** Plays and films one match, frame after frame, without end. Not safe for use by several threads. */
public final class MatchSimulator {

  private final MatchSettings settings;
  private long next;

  public MatchSimulator(MatchSettings settings) {
    this.settings = settings;
  }

  /** Bytes of one picture: width x height x 3. */
  public int pictureBytes() {
    return settings.width() * settings.height() * 3;
  }

  /**
   * Renders the next frame.
   *
   * @param rgb receives R, G, B of each pixel, row by row from the top left; exactly {@link #pictureBytes} long
   * @return what the picture shows
   */
  public FrameTruth render(byte[] rgb) {
    throw new UnsupportedOperationException();
  }
}
