package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.evaluate.Agreement.Pairs;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecentAgreementTest {

  private final RecentAgreement recent = new RecentAgreement();

  @Test
  void nothingIsSaidBeforeAnObjectWasWanted() {
    assertEquals(OptionalDouble.empty(), recent.found());
    recent.add(new Pairs(0, 0, 0));
    assertEquals(OptionalDouble.empty(), recent.found());
  }

  @Test
  void everyObjectCountsTheSameWhateverItsFrame() {
    recent.add(new Pairs(9, 9, 8));
    recent.add(new Pairs(1, 0, 0));
    assertEquals(OptionalDouble.of(0.9), recent.found());
  }

  @Test
  void framesFromLongAgoCountNoLonger() {
    recent.add(new Pairs(1000, 0, 0));
    for (int i = 0; i < RecentAgreement.FRAMES; i++) {
      recent.add(new Pairs(2, 1, 1));
    }
    assertEquals(OptionalDouble.of(0.5), recent.found());
  }
}
