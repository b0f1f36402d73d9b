package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorePlanTest {

  @ParameterizedTest
  @CsvSource({"0,1,1", "1,1,1", "2,2,2", "4,2,4", "8,2,8", "64,16,64"})
  void everyCoreHasASessionAndAQuarterButAtLeastTwoDecode(
      int cores, int decoderThreads, int sessions) {
    assertEquals(new CorePlan(decoderThreads, sessions, 1, 1), CorePlan.forCores(cores));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "2,2", "8,8", "64,16"})
  void everyCoreHasAnEventLoopUpToSixteen(int cores, int eventLoops) {
    assertEquals(eventLoops, CorePlan.forCores(cores).eventLoops());
    assertEquals(eventLoops, new CorePlan(1, 3, 1, 1).withEventLoopsFor(cores).eventLoops());
    assertEquals(eventLoops, CorePlan.forCores(cores).withBatchesUpTo(1).eventLoops());
  }

  @ParameterizedTest
  @CsvSource({"1,16", "2,16", "8,32", "16,64"})
  void whatRequestsNeedBesideTheLoopsIsBoundedByThem(int eventLoops, int threads) {
    assertEquals(threads, CorePlan.forCores(2).withEventLoops(eventLoops).serverThreads());
  }

  @Test
  void thePlanIsShownInOneLine() {
    assertEquals(
        "decoder threads 2 a video, sessions 3 of 1 threads, batches of 4, event loops 5",
        new CorePlan(2, 3, 1, 4, 5).toString());
  }

  @ParameterizedTest
  @CsvSource({"0,1,1,1,1", "1,0,1,1,1", "1,1,0,1,1", "1,1,1,0,1", "1,1,1,1,0"})
  void partsOfNothingAreRefused(int decoder, int sessions, int threads, int batch, int loops) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new CorePlan(decoder, sessions, threads, batch, loops));
  }
}
