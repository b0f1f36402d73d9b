package com.footanalytics.vision.simulate;

/** What a person wears; colours are 0xRRGGBB. */
record Kit(int shirt, int trim, int sleeves, int shorts, int socks, Pattern pattern) {

  /** How the shirt's two colours are laid out. */
  enum Pattern {
    PLAIN,
    STRIPES,
    HOOPS,
    HALVES,
    SASH,
    NUMBER
  }

  /**
   * The shirt's colour at a place of the torso: across from -1 to 1, down from 0 at the neck to 1
   * at the hips.
   */
  int shirtAt(double across, double down) {
    boolean trimmed =
        switch (pattern) {
          case PLAIN -> false;
          case STRIPES -> Math.floorMod((int) Math.floor(across * 3.5 + 0.5), 2) == 1;
          case HOOPS -> Math.floorMod((int) Math.floor(down * 5), 2) == 1;
          case HALVES -> across > 0;
          case SASH -> Math.abs(across - (down * 2 - 1)) < 0.35;
          case NUMBER -> Math.abs(across) < 0.33 && down > 0.2 && down < 0.6;
        };
    return trimmed ? trim : shirt;
  }
}
