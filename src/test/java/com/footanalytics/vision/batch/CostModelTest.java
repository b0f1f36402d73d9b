package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CostModelTest {
  private static final double EXACT = 1e-9;

  private final CostModel cost = new CostModel(8);

  @Test
  void nothingIsKnownBeforeTheFirstRun() {
    assertTrue(cost.isUnknown());
    assertEquals(0, cost.nanos(3), EXACT);
    cost.ran(1, 10);
    assertFalse(cost.isUnknown());
  }

  @Test
  void theFirstRunOfASizeIsBelieved() {
    cost.ran(2, 500);
    assertEquals(500, cost.nanos(2), EXACT);
  }

  @Test
  void laterRunsMoveTheMeanATenthOfTheWay() {
    cost.ran(2, 500);
    cost.ran(2, 600);
    assertEquals(510, cost.nanos(2), EXACT);
  }

  @Test
  void oneRunThatTookFarTooLongCountsAsThreeTimesTheMean() {
    cost.ran(1, 100);
    cost.ran(1, 1_000_000);
    assertEquals(120, cost.nanos(1), EXACT);
  }

  @Test
  void aLastingChangeIsLearned() {
    cost.ran(1, 100);
    for (int i = 0; i < 100; i++) {
      cost.ran(1, 200);
    }
    assertEquals(200, cost.nanos(1), 1);
  }

  @Test
  void betweenTwoKnownSizesTheCostIsAStraightLine() {
    cost.ran(2, 100);
    cost.ran(6, 300);
    assertEquals(200, cost.nanos(4), EXACT);
  }

  @Test
  void belowTheSmallestKnownSizeNothingIsSaved() {
    cost.ran(4, 400);
    assertEquals(400, cost.nanos(1), EXACT);
  }

  @Test
  void beyondTheLargestKnownSizeRowsSaveNothing() {
    cost.ran(2, 100);
    assertEquals(400, cost.nanos(8), EXACT);
  }

  @Test
  void aBatchBeyondTheLargestSizeTeachesItsPartOfIt() {
    cost.ran(16, 900);
    assertEquals(450, cost.nanos(8), EXACT);
    assertEquals(900, cost.nanos(16), EXACT);
  }

  @Test
  void ofWhatNeverRanTwiceTheLargestSizeIsTriedWhereSoManyWait() {
    assertEquals(0, cost.untriedRows(8));
    cost.ran(1, 100);
    assertEquals(0, cost.untriedRows(1));
    assertEquals(2, cost.untriedRows(8));
    cost.ran(2, 100);
    assertEquals(0, cost.untriedRows(3));
    cost.ran(5, 100);
    assertEquals(8, cost.untriedRows(9), "the largest there is");
    cost.ran(8, 800);
    assertEquals(0, cost.untriedRows(100));
  }

  @Test
  void theBestBatchIsTheCheapestForARowAmongThoseThatCanBeFilled() {
    cost.ran(1, 100);
    cost.ran(4, 160);
    cost.ran(8, 400);
    assertEquals(1, cost.bestRows(1));
    assertEquals(3, cost.bestRows(3));
    assertEquals(4, cost.bestRows(50));
  }

  @Test
  void whereRowsSaveNextToNothingTheBestBatchIsOne() {
    cost.ran(1, 100);
    cost.ran(8, 790);
    assertEquals(1, cost.bestRows(8));
  }

  @Test
  void aRunWithoutAnyTimeStillCounts() {
    cost.ran(1, 0);
    assertFalse(cost.isUnknown());
    assertEquals(1, cost.nanos(1), EXACT);
  }
}
