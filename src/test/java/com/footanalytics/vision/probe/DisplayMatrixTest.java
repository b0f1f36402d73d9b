package com.footanalytics.vision.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayMatrixTest {

  /** Columns: where a point one to the right and a point one down go, then what that is. */
  @ParameterizedTest
  @CsvSource({
    " 1,  0,  0,  1,   0, false",
    " 0,  1, -1,  0,  90, false",
    "-1,  0,  0, -1, 180, false",
    " 0, -1,  1,  0, 270, false",
    "-1,  0,  0,  1,   0, true",
    " 0, -1, -1,  0,  90, true",
    " 1,  0,  0, -1, 180, true",
    " 0,  1,  1,  0, 270, true",
  })
  void allEightQuarterTurnsAndReflectionsAreTold(
      int a, int b, int c, int d, int degrees, boolean mirrored) {
    int one = 1 << 16;
    assertEquals(
        Optional.of(new Orientation(degrees, mirrored)),
        DisplayMatrix.orientation(a * one, b * one, c * one, d * one));
  }

  @Test
  void scaleDoesNotMatter() {
    assertEquals(
        Optional.of(new Orientation(90, false)),
        DisplayMatrix.orientation(0, 3 << 16, -(1 << 14), 0));
  }

  @Test
  void aTurnOfALittleLessThanAQuarterIsAQuarter() {
    assertEquals(
        Optional.of(new Orientation(90, false)),
        DisplayMatrix.orientation(100, 65536, -65536, 100));
  }

  @Test
  void aSlantIsNoOrientation() {
    assertFalse(DisplayMatrix.orientation(56756, 32768, -32768, 56756).isPresent());
  }

  @Test
  void zerosMeanUpright() {
    assertEquals(Optional.of(Orientation.UPRIGHT), DisplayMatrix.orientation(0, 0, 0, 0));
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    assertEquals(
        Optional.of(new Orientation(180, false)),
        DisplayMatrix.orientation(Integer.MIN_VALUE, 0, 0, Integer.MIN_VALUE));
  }
}
