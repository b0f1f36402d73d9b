package com.footanalytics.vision.simulate;

import com.footanalytics.vision.simulate.Kit.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Chooses the kits of one match so that everybody's side can be told by the shirt. */
record Wardrobe(Kit leftTeam, Kit rightTeam, Kit leftKeeper, Kit rightKeeper, Kit officials) {

  private static final int[] TEAM_COLOURS = {
    0xF4F4F4, 0xF4F4F4, 0x18181C, 0xC8141E, 0xC8141E, 0x1A3C9C, 0x6CB4E4, 0xF4D420, 0x0E6E3A,
    0x40D048, 0xE86A1A, 0x6A0F24, 0x4A2476, 0xE060A0, 0x0F1C44, 0x30B8A8, 0x8A8A90
  };
  private static final int[] KEEPER_COLOURS = {
    0x78E83C, 0xF0E63C, 0xF0781E, 0xF06EB4, 0x26262C, 0x5ABEEB, 0x6E3296, 0x9A9AA0, 0xD81E32
  };
  private static final int[] OFFICIAL_COLOURS = {
    0x141418, 0x141418, 0xEBE132, 0x6EBEE6, 0xE13C5A, 0x78E15A
  };
  private static final int BLACK = 0x141418;
  private static final double CLEARLY_APART = 110;
  private static final double LEAST_APART = 60;

  static Wardrobe choose(Rng rng) {
    List<Integer> taken = new ArrayList<>();
    Kit left = team(distinct(TEAM_COLOURS, taken, rng), rng);
    Kit right = team(distinct(TEAM_COLOURS, taken, rng), rng);
    Kit officials = officials(distinct(OFFICIAL_COLOURS, taken, rng), rng);
    Kit leftKeeper = keeper(distinct(KEEPER_COLOURS, taken, rng), rng);
    taken.removeLast();
    Kit rightKeeper = keeper(distinct(KEEPER_COLOURS, taken, rng), rng);
    return new Wardrobe(left, right, leftKeeper, rightKeeper, officials);
  }

  /**
   * A colour unlike those taken, which it joins; the demand falls slowly so that there always is
   * one.
   */
  private static int distinct(int[] typical, List<Integer> taken, Rng rng) {
    for (double apart = CLEARLY_APART; ; apart = Math.max(LEAST_APART, apart - 1)) {
      int colour = rng.chance(0.8) ? Rgb.near(rng.pick(typical), 12, rng) : anything(rng);
      double wanted = apart;
      if (taken.stream().allMatch(other -> Rgb.distance(colour, other) > wanted)) {
        taken.add(colour);
        return colour;
      }
    }
  }

  private static int anything(Rng rng) {
    return Rgb.of(rng.between(15, 245), rng.between(15, 245), rng.between(15, 245));
  }

  private static Kit team(int shirt, Rng rng) {
    Pattern[] patterns = Pattern.values();
    Pattern pattern = rng.chance(0.5) ? Pattern.NUMBER : patterns[rng.below(patterns.length)];
    int trim = rng.chance(0.5) ? 0xF0F0F0 : rng.pick(TEAM_COLOURS);
    int shorts = rng.chance(0.4) ? shirt : Rgb.near(rng.pick(TEAM_COLOURS), 10, rng);
    int socks = rng.chance(0.5) ? shirt : rng.chance(0.5) ? shorts : rng.pick(TEAM_COLOURS);
    int sleeves = rng.chance(0.75) ? shirt : trim;
    return new Kit(shirt, trim, sleeves, shorts, socks, pattern);
  }

  private static Kit keeper(int shirt, Rng rng) {
    int shorts = rng.chance(0.6) ? shirt : rng.chance(0.6) ? BLACK : rng.pick(KEEPER_COLOURS);
    int socks = rng.chance(0.7) ? shirt : shorts;
    return new Kit(shirt, 0xE8E8E8, shirt, shorts, socks, Pattern.NUMBER);
  }

  private static Kit officials(int shirt, Rng rng) {
    int shorts = rng.chance(0.85) ? BLACK : Rgb.scaled(shirt, 0.6);
    int socks = rng.chance(0.85) ? BLACK : shirt;
    return new Kit(shirt, BLACK, shirt, shorts, socks, Pattern.PLAIN);
  }
}
