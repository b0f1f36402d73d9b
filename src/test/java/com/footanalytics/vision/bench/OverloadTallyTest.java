package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OverloadTallyTest {

  private static final long MILLI = 1_000_000;

  private final OverloadTally tally = new OverloadTally(Duration.ofMillis(10));

  @Test
  void eachWorkIsCountedOnceByWhatBecameOfIt() throws InterruptedException {
    for (int i = 0; i < 6; i++) {
      tally.offered();
    }
    tally.refused();
    tally.answered(3 * MILLI);
    tally.answered(10 * MILLI);
    tally.answered(11 * MILLI);
    tally.dropped(12 * MILLI);
    tally.dropped(9 * MILLI);
    tally.awaitAll();
    assertEquals(
        new OverloadTally.Counts(
            6,
            1,
            2,
            1,
            2,
            4.0,
            Duration.ofMillis(10),
            Duration.ofMillis(12),
            Duration.ofMillis(10)),
        tally.counts(500 * MILLI));
  }

  @Test
  void whenAllAreRefusedNothingTookTime() throws InterruptedException {
    tally.offered();
    tally.refused();
    tally.awaitAll();
    OverloadTally.Counts counts = tally.counts(MILLI);
    assertEquals(0, counts.inTimePerSecond());
    assertEquals(Duration.ZERO, counts.p99());
  }

  @Test
  void whoWaitsHearsOfTheLastOne() throws InterruptedException {
    tally.offered();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                tally.awaitAll();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    tally.answered(1);
    waiting.join();
    assertEquals(1, tally.counts(MILLI).inTime());
  }
}
