package com.footanalytics.vision.simulate;

/** What lens, sensor and broadcaster do to the picture: blur, halo, colour, vignette, noise. */
final class Finish {

  private static final int NOISE_BITS = 14;
  private final Look look;
  private final int width;
  private final int height;
  private final float[] noise = new float[1 << NOISE_BITS];
  private final float[][] rows;
  private final float[] falloff;
  private final float side;

  Finish(Look look, int width, int height, Rng rng) {
    this.look = look;
    this.width = width;
    this.height = height;
    this.rows = new float[3][width];
    this.falloff = new float[width];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (rng.normal() * look.noise());
    }
    for (int x = 0; x < width; x++) {
      double off = 2.0 * x / width - 1;
      falloff[x] = (float) (0.06 * off * off);
    }
    double radius = look.blurPixels() * width / 1280 - look.sharpening() * 0.6;
    double share = radius > 0 ? 0.5 * radius * radius / (1 + radius * radius) : 0.18 * radius;
    this.side = (float) Math.max(-0.12, Math.min(0.3, share));
  }

  /** Turns the canvas into bytes; {@code frame} moves the noise. */
  void write(Canvas canvas, Rng frame, byte[] rgb) {
    float gain = (float) (look.exposure() * look.contrast());
    float lift = (float) (105 * (1 - look.contrast()));
    float[][] channels = {canvas.red, canvas.green, canvas.blue};
    float[] warmth = {(float) (1 + look.warmth()), 1, (float) (1 - look.warmth())};
    float colour = (float) look.saturation();
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < 3; c++) {
        filter(channels[c], y, rows[c]);
      }
      int at = y * width * 3;
      int random = (int) (frame.nextLong() >>> 64 - NOISE_BITS);
      double down = 2.0 * y / height - 1;
      float edge = (float) (1 - 0.05 * down * down);
      for (int x = 0; x < width; x++) {
        float light = (edge - falloff[x]) * gain;
        float red = rows[0][x] * warmth[0];
        float green = rows[1][x];
        float blue = rows[2][x] * warmth[2];
        float grey = 0.3f * red + 0.59f * green + 0.11f * blue;
        float grain = noise[random + x * 7 & noise.length - 1] + lift;
        rgb[at++] = bounded((grey + (red - grey) * colour) * light + grain);
        rgb[at++] = bounded((grey + (green - grey) * colour) * light + grain);
        rgb[at++] = bounded((grey + (blue - grey) * colour) * light + grain);
      }
    }
  }

  /**
   * A 3x3 separable filter: neighbours weigh {@code side} of the middle each, negative for a halo.
   */
  private void filter(float[] channel, int y, float[] result) {
    int above = Math.max(0, y - 1) * width;
    int here = y * width;
    int below = Math.min(height - 1, y + 1) * width;
    float norm = 1 / ((1 + 2 * side) * (1 + 2 * side));
    float left = vertical(channel, above, here, below, 0);
    float middle = left;
    for (int x = 0; x < width; x++) {
      float right = vertical(channel, above, here, below, Math.min(width - 1, x + 1));
      result[x] = (middle + side * (left + right)) * norm;
      left = middle;
      middle = right;
    }
  }

  private float vertical(float[] channel, int above, int here, int below, int x) {
    return channel[here + x] + side * (channel[above + x] + channel[below + x]);
  }

  private static byte bounded(float value) {
    return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + 0.5f));
  }
}
