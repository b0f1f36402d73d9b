package com.footanalytics.vision.simulate;

import java.util.Optional;

/**
 * All that decides a simulated match; equal settings give equal pixels and truth.
 *
 * @param seed chooses teams, kits, ground, light, camera and play
 * @param view where it is filmed from
 * @param weather fixed, or empty to let the seed choose
 * @param width picture width in pixels, even, 160 to 3840
 * @param height picture height in pixels, even, 90 to 2160
 * @param framesPerSecond whole frames per second, 1 to 120
 */
public record MatchSettings(
    long seed, View view, Optional<Weather> weather, int width, int height, int framesPerSecond) {

  public MatchSettings {
    if (width < 160 || width > 3840 || width % 2 != 0) {
      throw new IllegalArgumentException("width must be even and 160 to 3840, not " + width);
    }
    if (height < 90 || height > 2160 || height % 2 != 0) {
      throw new IllegalArgumentException("height must be even and 90 to 2160, not " + height);
    }
    if (framesPerSecond < 1 || framesPerSecond > 120) {
      throw new IllegalArgumentException(
          "frames per second must be 1 to 120, not " + framesPerSecond);
    }
  }
}
