package com.footanalytics.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void aQuantileIsTheLeastTimeWithinWhichThatShareLies() {
    Latencies times = new Latencies();
    for (int millis = 1; millis <= 100; millis++) {
      times.add(millis);
    }
    assertEquals(50, times.quantileMillis(0.5));
    assertEquals(95, times.quantileMillis(0.95));
    assertEquals(99, times.quantileMillis(0.99));
    assertEquals(100, times.quantileMillis(0.991));
    assertEquals(100, times.quantileMillis(1));
  }

  @Test
  void ofOneTimeEveryQuantileIsIt() {
    Latencies times = new Latencies();
    times.add(7);
    assertEquals(7, times.quantileMillis(0.01));
    assertEquals(7, times.quantileMillis(1));
  }

  @Test
  void quantilesAreThoseOfTheSortedTimes() {
    SplittableRandom random = new SplittableRandom(1);
    long[] millis = random.longs(10_000, 0, 30_000).toArray();
    Latencies times = new Latencies();
    Arrays.stream(millis).forEach(times::add);
    Arrays.sort(millis);
    for (double share : new double[] {0.001, 0.25, 0.5, 0.9, 0.99, 0.9999}) {
      assertEquals(millis[(int) Math.ceil(share * millis.length) - 1], times.quantileMillis(share));
    }
  }

  @Test
  void timesWithinABoundIncludeTheBound() {
    Latencies times = new Latencies();
    times.add(199);
    times.add(200);
    times.add(201);
    assertEquals(2, times.within(200));
    assertEquals(3, times.within(1_000_000));
  }

  @Test
  void addingAllOfAnotherCountsBoth() {
    Latencies few = new Latencies();
    few.add(1);
    Latencies many = new Latencies();
    many.add(5000);
    many.add(5001);
    few.addAll(many);
    assertEquals(3, few.count());
    assertEquals(5001, few.quantileMillis(1));
    assertEquals(1, few.quantileMillis(0.3));
  }

  @Test
  void whatTakesLongerThanIsKeptCountsAsTheLongest() {
    Latencies times = new Latencies();
    times.add(Long.MAX_VALUE);
    times.add(-5);
    assertEquals(Latencies.LONGEST_MILLIS, times.quantileMillis(1));
    assertEquals(0, times.quantileMillis(0.5));
  }

  @Test
  void ofNothingThereIsNoQuantile() {
    assertThrows(IllegalStateException.class, () -> new Latencies().quantileMillis(0.5));
  }
}
