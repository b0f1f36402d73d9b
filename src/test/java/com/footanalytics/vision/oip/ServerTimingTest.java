package com.footanalytics.vision.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTimingTest {

  @Test
  void theTraceIsADescriptionBesideTheTime() {
    assertEquals(
        "traceparent;desc=\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"",
        ServerTiming.trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "999, 0.000",
    "1000, 0.001",
    "42000, 0.042",
    "730000, 0.730",
    "1000000, 1.000",
    "12345678901, 12345.678"
  })
  void theTotalIsGivenInMillisecondsWithThreeDecimals(long nanos, String millis) {
    assertEquals("total;dur=" + millis, ServerTiming.total(nanos));
  }
}
