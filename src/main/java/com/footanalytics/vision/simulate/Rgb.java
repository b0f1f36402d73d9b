package com.footanalytics.vision.simulate;

/** Arithmetic on colours packed as 0xRRGGBB. */
final class Rgb {

  private Rgb() {}

  static int of(double red, double green, double blue) {
    return clip(red) << 16 | clip(green) << 8 | clip(blue);
  }

  static int red(int colour) {
    return colour >> 16 & 255;
  }

  static int green(int colour) {
    return colour >> 8 & 255;
  }

  static int blue(int colour) {
    return colour & 255;
  }

  static int scaled(int colour, double factor) {
    return of(red(colour) * factor, green(colour) * factor, blue(colour) * factor);
  }

  /** The colour moved by up to {@code spread} in each channel. */
  static int near(int colour, double spread, Rng rng) {
    return of(
        red(colour) + spread * rng.normal(),
        green(colour) + spread * rng.normal(),
        blue(colour) + spread * rng.normal());
  }

  /** Euclidean distance, 0 to 441. */
  static double distance(int one, int other) {
    double red = red(one) - red(other);
    double green = green(one) - green(other);
    double blue = blue(one) - blue(other);
    return Math.sqrt(red * red + green * green + blue * blue);
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, value + 0.5));
  }
}
