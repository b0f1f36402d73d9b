package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0.0",
    "0.934, 3, 0.934",
    "0.9, 3, 0.9",
    "1, 3, 1.0",
    "0.0004999, 3, 0.0",
    "0.0005, 3, 0.001",
    "0.9996, 3, 1.0",
    "812, 1, 812.0",
    "402.125, 1, 402.1",
    "402.25, 1, 402.3",
    "-0.04, 1, 0.0",
    "-0.25, 1, -0.2",
    "-12.06, 1, -12.1",
    "0.000001, 6, 0.000001",
    "123456789.000001, 6, 123456789.000001",
    "1e11, 1, 100000000000.0",
  })
  void roundsHalfUpAndKeepsOnePlace(double value, int places, String expected) {
    assertEquals(expected, Decimals.of(value, places));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e12,
        -Double.MAX_VALUE
      })
  void refusesWhatJsonCannotCarryPlainly(double value) {
    assertThrows(IllegalArgumentException.class, () -> Decimals.of(value, 3));
  }

  @Test
  void agreesWithExactArithmeticOnFloats() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      float value = random.nextFloat() * 4096;
      String text = Decimals.of(value, 3);
      BigDecimal exact = new BigDecimal(value).setScale(3, RoundingMode.HALF_UP);
      assertEquals(0, exact.compareTo(new BigDecimal(text)), () -> value + " as " + text);
      assertTrue(text.matches("\\d+\\.(0|\\d{0,2}[1-9])"), text);
    }
  }

  @Test
  void placesThePointInWholeUnits() {
    assertEquals("0.04", Decimals.ofUnits(40_000, 6));
    assertEquals("-0.04", Decimals.ofUnits(-40_000, 6));
    assertEquals("-9223372036854.775808", Decimals.ofUnits(Long.MIN_VALUE, 6));
  }
}
