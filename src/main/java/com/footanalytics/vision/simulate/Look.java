package com.footanalytics.vision.simulate;

/**
 * How a match looks, apart from its people.
 *
 * @param grass mean colour of the pitch
 * @param dry colour of worn grass
 * @param stripeMetres breadth of a mown stripe
 * @param stripeContrast half the difference in brightness between two stripes
 * @param stripePattern 0 across, 1 along, 2 both, 3 none
 * @param grain strength of the fine texture
 * @param wear strength of the worn patches
 * @param shadeEdge y beyond which the stand's shadow lies, or above the pitch for none
 * @param shadeSlope how the edge of that shadow runs, y per x
 * @param shade light inside of that shadow
 * @param sun direction of the light, towards the ground
 * @param shadowDark how dark hard shadows are, 0 to 1
 * @param ambient light from everywhere, the rest of 1 comes from the sun
 * @param fog visibility in metres at which half is lost; infinite for clear air
 * @param crowdShare how many seats are taken
 * @param crowdTint colour that many spectators wear
 * @param seat colour of the seats
 * @param exposure overall brightness
 * @param contrast around the middle
 * @param saturation of the colours
 * @param warmth red against blue
 * @param blurPixels radius of the lens' blur for a picture 1280 wide
 * @param sharpening strength of the halo that broadcasters add
 * @param noise deviation of the sensor's noise
 * @param weather what falls from the sky
 * @param line colour of the markings
 */
record Look(
    int grass,
    int dry,
    double stripeMetres,
    double stripeContrast,
    int stripePattern,
    double grain,
    double wear,
    double shadeEdge,
    double shadeSlope,
    double shade,
    Vec sun,
    double shadowDark,
    double ambient,
    double fog,
    double crowdShare,
    int crowdTint,
    int seat,
    double exposure,
    double contrast,
    double saturation,
    double warmth,
    double blurPixels,
    double sharpening,
    double noise,
    Weather weather,
    int line) {

  private static final int[] SEATS = {0xA8202A, 0x28509C, 0x8A8E94, 0x2C6E3C, 0xC8C8C8, 0x303438};

  static Look choose(Rng rng, Weather weather) {
    boolean sunny = weather == Weather.SUNNY;
    boolean snowy = weather == Weather.SNOW;
    double hue = rng.unit();
    int grass =
        Rgb.of(
            64 + 36 * hue + 8 * rng.normal(),
            122 + 13 * rng.normal(),
            66 - 22 * hue + 9 * rng.normal());
    if (snowy) {
      grass = Rgb.of(Rgb.red(grass) + 50, Rgb.green(grass) + 40, Rgb.blue(grass) + 55);
    }
    int dry = Rgb.of(Rgb.red(grass) * 1.3 + 10, Rgb.green(grass) * 1.0, Rgb.blue(grass) * 1.05);
    boolean shaded = sunny && rng.chance(0.6);
    double height = rng.between(0.45, 1.2);
    double angle = rng.between(0, 2 * Math.PI);
    Vec sun = new Vec(StrictMath.cos(angle), StrictMath.sin(angle), -Math.max(height, 0.45)).unit();
    double murk =
        switch (weather) {
          case FOG -> rng.between(70, 160);
          case RAIN, SNOW -> rng.between(180, 500);
          default -> Double.POSITIVE_INFINITY;
        };
    return new Look(
        grass,
        dry,
        rng.between(4.5, 9),
        rng.between(0.01, sunny ? 0.14 : 0.09),
        rng.below(4),
        rng.between(0.02, 0.09),
        rng.between(0, 0.5),
        shaded ? rng.between(-25, 25) : 1e9,
        rng.between(-0.15, 0.15),
        rng.between(0.42, 0.65),
        sun,
        sunny ? rng.between(0.4, 0.65) : rng.between(0.1, 0.25),
        sunny ? rng.between(0.5, 0.65) : rng.between(0.72, 0.85),
        murk,
        rng.chance(0.2) ? rng.between(0, 0.3) : rng.between(0.55, 0.98),
        Rgb.of(rng.between(20, 240), rng.between(20, 240), rng.between(20, 240)),
        rng.pick(SEATS),
        rng.between(0.88, 1.25),
        rng.between(0.8, 1.12),
        rng.between(0.65, 1.15),
        rng.between(-0.06, 0.06),
        rng.between(0.4, 1.2),
        rng.chance(0.4) ? rng.between(0.1, 0.6) : 0,
        rng.between(0.8, 3.5),
        weather,
        Rgb.of(rng.between(205, 240), rng.between(210, 242), rng.between(200, 235)));
  }

  /** Light on a level place, 1 in the open. */
  double lightAt(double x, double y) {
    double beyond = y - (shadeEdge + shadeSlope * x);
    return beyond <= 0 ? 1 : beyond >= 0.5 ? shade : 1 + (shade - 1) * beyond * 2;
  }
}
