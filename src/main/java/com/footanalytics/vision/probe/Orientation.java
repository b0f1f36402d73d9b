package com.footanalytics.vision.probe;

/**
 * How coded pictures are turned for display: first mirrored left to right if {@code mirrored}, then
 * rotated clockwise.
 *
 * @param clockwiseDegrees 0, 90, 180 or 270
 * @param mirrored whether the coded picture is flipped left to right before the rotation
 */
public record Orientation(int clockwiseDegrees, boolean mirrored) {

  /** Shown as coded. */
  public static final Orientation UPRIGHT = new Orientation(0, false);

  public Orientation {
    if (clockwiseDegrees % 90 != 0 || clockwiseDegrees < 0 || clockwiseDegrees > 270) {
      throw new IllegalArgumentException(
          "rotation: " + clockwiseDegrees + " (expected: 0, 90, 180 or 270)");
    }
  }

  /** Whether display width is coded height. */
  public boolean swapsAxes() {
    return clockwiseDegrees % 180 != 0;
  }

  public boolean isUpright() {
    return clockwiseDegrees == 0 && !mirrored;
  }
}
