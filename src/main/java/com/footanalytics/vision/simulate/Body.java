package com.footanalytics.vision.simulate;

/** One person's build: height in metres, girth relative to the average, colours as 0xRRGGBB. */
record Body(double heightMetres, double girth, int skin, int hair, int boots) {

  private static final int[] SKINS = {
    0xE8BE9E, 0xE0B090, 0xD8A583, 0xC68E6A, 0xA8714E, 0x7E5238, 0x573624, 0xECC8AC
  };
  private static final int[] HAIRS = {
    0x1C1612, 0x241A14, 0x3A2818, 0x5A3E22, 0x8A6A3C, 0xC8A868, 0x141210
  };
  private static final int[] BOOTS = {0x202020, 0xF0F0F0, 0xF03C1E, 0xE6F03C, 0x32B4F0, 0xF064B4};

  static Body of(Rng rng) {
    int skin = Rgb.near(rng.pick(SKINS), 6, rng);
    int hair = rng.chance(0.06) ? skin : rng.pick(HAIRS);
    double height = 1.82 + 0.06 * rng.normal();
    return new Body(height, 1 + 0.06 * rng.normal(), skin, hair, rng.pick(BOOTS));
  }
}
