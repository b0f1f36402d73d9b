package com.footanalytics.vision.simulate;

/** Rain and snow between the camera and the pitch. */
final class Precipitation {

  private static final double PICTURE = 1280;
  private final Weather weather;
  private final Painter painter;

  Precipitation(Weather weather, Painter painter) {
    this.weather = weather;
    this.painter = painter;
  }

  void paint(Rng rng) {
    Canvas canvas = painter.canvas();
    double size = canvas.width / PICTURE;
    if (weather == Weather.RAIN) {
      for (int i = 0; i < 220; i++) {
        double x = rng.between(0, canvas.width);
        double y = rng.between(-20, canvas.height);
        double length = rng.between(8, 26) * size;
        painter.strip(
            x, y, size, x - length * 0.15, y + length, size, 0xC8CCD0, 1, rng.between(0.05, 0.25));
      }
    } else if (weather == Weather.SNOW) {
      for (int i = 0; i < 320; i++) {
        double x = rng.between(0, canvas.width);
        double y = rng.between(0, canvas.height);
        double width = rng.between(1, 3.2) * size;
        painter.strip(x, y, width, x + size, y + width, width, 0xF0F2F4, 1, rng.between(0.25, 0.8));
      }
    }
  }
}
