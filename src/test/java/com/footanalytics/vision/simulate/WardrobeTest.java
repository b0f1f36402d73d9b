package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.simulate.Kit.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class WardrobeTest {

  @Test
  void everySideCanBeToldByItsShirt() {
    for (int seed = 0; seed < 300; seed++) {
      Wardrobe kits = Wardrobe.choose(new Rng(seed));
      List<Kit> sides = List.of(kits.leftTeam(), kits.rightTeam(), kits.officials());
      for (Kit keeper : List.of(kits.leftKeeper(), kits.rightKeeper())) {
        sides.forEach(side -> assertApart(side, keeper));
      }
      assertApart(sides.get(0), sides.get(1));
      assertApart(sides.get(0), sides.get(2));
      assertApart(sides.get(1), sides.get(2));
    }
  }

  private static void assertApart(Kit one, Kit other) {
    double distance = Rgb.distance(one.shirt(), other.shirt());
    assertTrue(distance > 59, () -> one + " and " + other + ": " + distance);
  }

  @Test
  void matchesDifferInTheirKits() {
    assertNotEquals(Wardrobe.choose(new Rng(1)), Wardrobe.choose(new Rng(2)));
    assertEquals(Wardrobe.choose(new Rng(1)), Wardrobe.choose(new Rng(1)));
  }

  @Test
  void patternsLayTheTwoColoursOut() {
    Kit stripes = new Kit(1, 2, 1, 1, 1, Pattern.STRIPES);
    assertNotEquals(stripes.shirtAt(0, 0.5), stripes.shirtAt(0.3, 0.5));
    assertEquals(stripes.shirtAt(0.3, 0.1), stripes.shirtAt(0.3, 0.9));
    Kit hoops = new Kit(1, 2, 1, 1, 1, Pattern.HOOPS);
    assertNotEquals(hoops.shirtAt(0, 0.1), hoops.shirtAt(0, 0.3));
    Kit halves = new Kit(1, 2, 1, 1, 1, Pattern.HALVES);
    assertEquals(1, halves.shirtAt(-0.5, 0.5));
    assertEquals(2, halves.shirtAt(0.5, 0.5));
    Kit plain = new Kit(1, 2, 1, 1, 1, Pattern.PLAIN);
    assertEquals(1, plain.shirtAt(0, 0.4));
    Kit number = new Kit(1, 2, 1, 1, 1, Pattern.NUMBER);
    assertEquals(2, number.shirtAt(0, 0.4));
    assertEquals(1, number.shirtAt(0.8, 0.4));
    Kit sash = new Kit(1, 2, 1, 1, 1, Pattern.SASH);
    assertEquals(2, sash.shirtAt(0, 0.5));
    assertEquals(1, sash.shirtAt(0.9, 0.1));
  }
}
