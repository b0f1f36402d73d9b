package com.footanalytics.vision.simulate;

import com.footanalytics.vision.simulate.Kit.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * People beside the pitch who are nobody's concern: coaches, ball boys, stewards, photographers.
 * They stand still and have no place in the truth, as people who label match pictures leave them
 * out.
 */
final class Bystanders {

  private static final int FIRST_ID = 1000;
  private static final int[] COATS = {
    0x1A1A1E, 0x22262E, 0x30343C, 0xE6E632, 0xF07820, 0x4A4C50, 0xB02028, 0x203C78
  };
  private static final int DARK = 0x18181C;
  private static final double BESIDE = 2.6;
  private static final double WIDTH = 1.6;

  private Bystanders() {}

  static List<Person> around(Pitch pitch, Rng rng) {
    List<Person> all = new ArrayList<>();
    int coaches = rng.below(5);
    for (int i = 0; i < coaches; i++) {
      double x = (rng.chance(0.5) ? 1 : -1) * rng.between(5, 18);
      add(all, x, -pitch.halfWidth() - BESIDE - rng.between(0, WIDTH), rng);
    }
    int others = rng.below(12);
    for (int i = 0; i < others; i++) {
      double beside = BESIDE + rng.between(0, WIDTH);
      if (rng.chance(0.6)) {
        add(all, rng.between(-1, 1) * pitch.halfLength(), pitch.halfWidth() + beside, rng);
      } else {
        double x = (rng.chance(0.5) ? 1 : -1) * (pitch.halfLength() + beside);
        add(all, x, rng.between(-1, 1) * pitch.halfWidth(), rng);
      }
    }
    return all;
  }

  private static void add(List<Person> all, double x, double y, Rng rng) {
    int coat = Rgb.near(rng.pick(COATS), 8, rng);
    Kit kit = new Kit(coat, coat, coat, DARK, DARK, Pattern.PLAIN);
    Person person = new Person(FIRST_ID + all.size(), Role.REFEREE, -1, kit, Body.of(rng));
    person.place(x, y);
    person.facing = StrictMath.atan2(-y, -x) + rng.between(-0.6, 0.6);
    person.stride = rng.unit();
    all.add(person);
  }
}
