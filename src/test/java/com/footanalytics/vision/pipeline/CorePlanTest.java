package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
  @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,1,1,0"})
  void partsOfNothingAreRefused(int decoder, int sessions, int threads, int batch) {
    assertThrows(
        IllegalArgumentException.class, () -> new CorePlan(decoder, sessions, threads, batch));
  }
}
