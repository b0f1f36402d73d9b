package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The start pts of these videos is 100. */
class TrackClockTest {

  @Test
  void timesAreExactMultiplesOfTheSourceTick() {
    TrackClock clock = clock(1001, 30000);
    assertArrayEquals(new long[] {0, 1001, 7007}, place(clock, 100, 101, 107));
    assertEquals(30000, clock.ticksPerSecond());
    assertEquals(0, clock.moved());
  }

  @Test
  void aTimeNotAfterTheOneBeforeTakesTheNextTick() {
    TrackClock clock = clock(1, 1000);
    assertArrayEquals(new long[] {0, 40, 41, 42, 80}, place(clock, 100, 140, 140, 120, 180));
    assertEquals(2, clock.moved());
  }

  @Test
  void aJumpBackContinuesAfterThePictureBefore() {
    TrackClock clock = clock(1, 1000);
    assertArrayEquals(new long[] {0, 5000, 5040, 5080}, place(clock, 100, 5100, 100, 140));
    assertEquals(2, clock.moved());
  }

  @Test
  void aStepTooLongForATrackIsShortened() {
    TrackClock clock = clock(1, 1000);
    assertArrayEquals(
        new long[] {0, 40, 80, 120}, place(clock, 100, 140, 1L << 40, (1L << 40) + 40));
    assertEquals(2, clock.moved());
  }

  @Test
  void nothingIsHiddenBeforeTheStart() {
    TrackClock clock = clock(1, 1000);
    assertArrayEquals(new long[] {0, 40, 80}, place(clock, 20, 60, 100));
    assertEquals(3, clock.moved());
  }

  @Test
  void whateverThePtsTimesIncreaseByWhatATrackTakes() {
    Random random = new Random(5);
    TrackClock clock = clock(1001, 30000);
    long last = -1;
    for (int i = 0; i < 10_000; i++) {
      long time = clock.place(random.nextLong() >> random.nextInt(64));
      assertTrue(time > last && (last < 0 || time - last < Integer.MAX_VALUE), last + ", " + time);
      last = time;
    }
  }

  private static TrackClock clock(int numerator, int denominator) {
    return new TrackClock(
        TestingRuns.video(64, 48, Orientation.UPRIGHT, new TimeBase(numerator, denominator)));
  }

  private static long[] place(TrackClock clock, long... pts) {
    return LongStream.of(pts).map(clock::place).toArray();
  }
}
