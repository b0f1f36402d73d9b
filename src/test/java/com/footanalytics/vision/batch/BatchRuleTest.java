package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRuleTest {
  private static final int MAX_ROWS = 16;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void whereRowsSaveNothingTogetherTheyRunAlone(int waiting) {
    assertEquals(1, rows(0, 10, waiting, 1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 4", "9, 9", "15, 15", "100, 16"})
  void whereRowsAreFreeAllThatWaitRunTogether(int waiting, int expected) {
    assertEquals(expected, rows(1000, 1, waiting, 1));
  }

  @Test
  void aBatchGrowsWithTheRootOfWhatWaits() {
    assertEquals(6, rows(40, 10, 18, 1));
    assertEquals(12, rows(40, 10, 72, 1));
  }

  @Test
  void twoInstancesShareWhatWaits() {
    assertEquals(1, rows(5, 10, 2, 2));
    assertEquals(2, rows(30, 10, 4, 2));
  }

  @Test
  void theFasterMoreComeTheLargerTheBatch() {
    CostModel cost = cost(40, 10);
    assertEquals(6, BatchRule.rows(cost, 18, 0, MAX_ROWS, 1, Double.MAX_VALUE));
    int busy = BatchRule.rows(cost, 18, 0.05, MAX_ROWS, 1, Double.MAX_VALUE);
    assertTrue(busy > 6, "took " + busy);
  }

  @Test
  void whereMoreComeThanCanBeServedAllThatWaitAreTaken() {
    assertEquals(7, BatchRule.rows(cost(40, 10), 7, 1, MAX_ROWS, 1, Double.MAX_VALUE));
  }

  @Test
  void noBatchIsSoLargeThatTheFirstRowMissesItsDeadline() {
    CostModel cost = cost(40, 10);
    assertEquals(12, BatchRule.rows(cost, 72, 0, MAX_ROWS, 1, 1000));
    assertEquals(5, BatchRule.rows(cost, 72, 0, MAX_ROWS, 1, 90));
    assertEquals(1, BatchRule.rows(cost, 72, 0, MAX_ROWS, 1, 10));
  }

  @Test
  void asLongAsNothingIsKnownAllRunTogether() {
    assertEquals(5, BatchRule.rows(new CostModel(8), 5, 0, 8, 1, Double.MAX_VALUE));
    assertEquals(8, BatchRule.rows(new CostModel(8), 50, 0, 8, 1, Double.MAX_VALUE));
  }

  @Test
  void whatRowsSaveTogetherIsFoundOutOnceTheyWait() {
    CostModel cost = new CostModel(8);
    cost.ran(1, 100);
    assertEquals(1, BatchRule.rows(cost, 1, 0, 8, 1, Double.MAX_VALUE));
    for (int tried : new int[] {2, 4, 8}) {
      assertEquals(tried, BatchRule.rows(cost, 20, 0, 8, 1, Double.MAX_VALUE));
      cost.ran(tried, 100 + tried);
    }
    assertEquals(8, BatchRule.rows(cost, 20, 0, 8, 1, Double.MAX_VALUE));
  }

  @Test
  void whatSavesNothingIsTriedOnce() {
    CostModel cost = new CostModel(8);
    cost.ran(1, 100);
    for (int tried : new int[] {2, 4, 8}) {
      assertEquals(tried, BatchRule.rows(cost, 20, 0, 8, 1, Double.MAX_VALUE));
      cost.ran(tried, 100 * tried);
    }
    assertEquals(1, BatchRule.rows(cost, 20, 0, 8, 1, Double.MAX_VALUE));
  }

  @Test
  void nothingIsTriedForWhichThereIsNoTime() {
    CostModel cost = new CostModel(8);
    cost.ran(1, 100);
    assertEquals(1, BatchRule.rows(cost, 20, 0, 8, 1, 199));
    assertEquals(2, BatchRule.rows(cost, 20, 0, 8, 1, 200));
  }

  private static int rows(long fixed, long each, int waiting, int instances) {
    return BatchRule.rows(cost(fixed, each), waiting, 0, MAX_ROWS, instances, Double.MAX_VALUE);
  }

  private static CostModel cost(long fixed, long each) {
    CostModel cost = new CostModel(MAX_ROWS);
    for (int rows = 1; rows <= MAX_ROWS; rows++) {
      cost.ran(rows, fixed + each * rows);
    }
    return cost;
  }
}
