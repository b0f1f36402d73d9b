package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

  @ParameterizedTest
  @CsvSource({"30s,30", "5m,300", "6h,21600", "3d,259200"})
  void isReadInEveryUnit(String text, long seconds) {
    assertEquals(seconds, Window.parse(text).orElseThrow().seconds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "0m", "05m", "5 m", "1w", "1h30m", "-5m", "5M", "1234567s"})
  void anythingElseIsNone(String text) {
    assertEquals(Optional.empty(), Window.parse(text));
  }

  @Test
  void isWrittenAsItWasRead() {
    assertEquals("30m", Window.parse("30m").orElseThrow().toString());
  }
}
