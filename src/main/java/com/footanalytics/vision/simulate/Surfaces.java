package com.footanalytics.vision.simulate;

/** Paints what stands around the pitch: spectators in their rows and the advertising boards. */
final class Surfaces {

  private static final int CROWD_WIDTH = 1024;
  private static final int CROWD_HEIGHT = 512;
  static final double CROWD_TEXELS = 14;
  static final double ROW_METRES = 0.85;
  private static final double SEAT_METRES = 0.52;
  private static final int BOARD_WIDTH = 2048;
  private static final int BOARD_HEIGHT = 32;
  static final double BOARD_TEXELS = 32;
  private static final int[] CLOTHES = {
    0x202024, 0x2A2C34, 0x3A3C44, 0x1C2840, 0x505058, 0x6A6A70, 0xC8C8C8, 0x7A2A2A, 0x2A4A7A,
    0x8A8070
  };
  private static final int[] INKS = {0xF4F4F4, 0xF4F4F4, 0x101014, 0xF0D028, 0xD02028, 0x2040A0};

  private Surfaces() {}

  static Tile crowd(Look look, Rng rng) {
    int[] texels = new int[CROWD_WIDTH * CROWD_HEIGHT];
    int step = (int) (ROW_METRES * CROWD_TEXELS);
    for (int y = 0; y < CROWD_HEIGHT; y++) {
      double light = y % step < 3 ? 0.55 : 0.85;
      int colour = y % step < 3 ? 0x8A8884 : look.seat();
      for (int x = 0; x < CROWD_WIDTH; x++) {
        texels[y * CROWD_WIDTH + x] = Rgb.scaled(colour, light * rng.between(0.85, 1.1));
      }
    }
    int seats = (int) (CROWD_WIDTH / (SEAT_METRES * CROWD_TEXELS));
    for (int row = CROWD_HEIGHT / step - 1; row >= 0; row--) {
      for (int seat = 0; seat < seats; seat++) {
        boolean aisle = seat % 24 < 2;
        if (!aisle && rng.chance(look.crowdShare())) {
          double x = (seat + 0.5 + 0.2 * rng.normal()) * SEAT_METRES * CROWD_TEXELS;
          spectator(texels, look, rng, (int) x, row * step + 2);
        }
      }
    }
    return new Tile(texels, CROWD_WIDTH, CROWD_HEIGHT, CROWD_TEXELS);
  }

  private static void spectator(int[] texels, Look look, Rng rng, int x, int y) {
    int coat = rng.chance(0.35) ? look.crowdTint() : rng.pick(CLOTHES);
    coat = Rgb.near(coat, 10, rng);
    int size = (int) CROWD_TEXELS;
    disc(texels, x, y + (int) (0.32 * size), 0.21 * size, 0.33 * size, coat);
    disc(texels, x, y + (int) (0.78 * size), 0.12 * size, 0.14 * size, 0xC89A7C);
    disc(texels, x, y + (int) (0.86 * size), 0.12 * size, 0.09 * size, 0x2A2018);
  }

  private static void disc(int[] texels, int x, int y, double rx, double ry, int colour) {
    for (int dy = (int) -ry; dy <= ry; dy++) {
      for (int dx = (int) -rx; dx <= rx; dx++) {
        int row = y + dy;
        if (row >= 0 && row < CROWD_HEIGHT && dx * dx / (rx * rx) + dy * dy / (ry * ry) <= 1.1) {
          double light = 1 - 0.25 * dx / Math.max(1, rx);
          texels[row * CROWD_WIDTH + Math.floorMod(x + dx, CROWD_WIDTH)] =
              Rgb.scaled(colour, light);
        }
      }
    }
  }

  static Tile boards(Rng rng) {
    int[] texels = new int[BOARD_WIDTH * BOARD_HEIGHT];
    int common = Rgb.of(rng.between(10, 245), rng.between(10, 245), rng.between(10, 245));
    int x = 0;
    while (x < BOARD_WIDTH) {
      int end = Math.min(BOARD_WIDTH, x + 100 + rng.below(220));
      int ground =
          rng.chance(0.4)
              ? common
              : Rgb.of(rng.between(5, 245), rng.between(5, 245), rng.between(5, 245));
      panel(texels, x, end, ground, ink(ground, rng), rng);
      x = end;
    }
    return new Tile(texels, BOARD_WIDTH, BOARD_HEIGHT, BOARD_TEXELS);
  }

  private static int ink(int ground, Rng rng) {
    int ink = rng.pick(INKS);
    while (Rgb.distance(ink, ground) < 120) {
      ink = rng.pick(INKS);
    }
    return ink;
  }

  /** One board: a ground with a word of blocky letters. */
  private static void panel(int[] texels, int from, int to, int ground, int ink, Rng rng) {
    for (int y = 0; y < BOARD_HEIGHT; y++) {
      for (int x = from; x < to; x++) {
        texels[y * BOARD_WIDTH + x] = x - from < 2 ? 0x202020 : ground;
      }
    }
    int letter = 9 + rng.below(8);
    for (int x = from + 14; x + letter < to - 12; x += letter + 5) {
      int strokes = rng.below(1 << 9) | 1 << rng.below(9);
      for (int cell = 0; cell < 9; cell++) {
        if ((strokes >> cell & 1) == 1) {
          int x0 = x + cell % 3 * letter / 3;
          int y0 = 7 + cell / 3 * 6;
          for (int y = y0; y < y0 + 6; y++) {
            for (int i = x0; i < x0 + letter / 3 + 1; i++) {
              texels[y * BOARD_WIDTH + i] = ink;
            }
          }
        }
      }
    }
  }
}
