package com.footanalytics.vision.postprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PeaksTest {

  @Test
  void comeLargestFirstAcrossSignsAndPlanes() {
    var peaks = new Peaks();
    peaks.collect(new float[] {-1, -9, 3, -9, -0.5f}, 5, -5, 0);
    peaks.collect(new float[] {-2, -9, 7, -9, 0.5f}, 5, -5, 5);

    long[] best = peaks.best(10);

    assertArrayEquals(
        new int[] {7, 2, 9, 4, 0, 5}, Arrays.stream(best).mapToInt(Peaks::index).toArray());
    assertEquals(7f, Peaks.value(best[0]));
    assertEquals(-0.5f, Peaks.value(best[3]));
    assertEquals(-2f, Peaks.value(best[5]));
  }

  @Test
  void ofEqualValuesTheSmallerIndexComesFirst() {
    var peaks = new Peaks();
    peaks.collect(new float[] {0f, -9, -0f, -9, 0f}, 5, -5, 0);

    assertArrayEquals(
        new int[] {0, 2, 4}, Arrays.stream(peaks.best(10)).mapToInt(Peaks::index).toArray());
  }

  @Test
  void growBeyondTheirFirstRoom() {
    var plane = new float[2000];
    for (int i = 0; i < plane.length; i += 2) {
      plane[i] = 1 + i;
    }
    var peaks = new Peaks();
    peaks.collect(plane, plane.length, 0.5f, 0);

    assertEquals(1000, peaks.best(5000).length);
    assertEquals(1998, Peaks.index(peaks.best(1)[0]));
  }

  @Test
  void limitsMayBeInfinite() {
    var peaks = new Peaks();
    peaks.collect(new float[] {-50, -60}, 2, Float.NEGATIVE_INFINITY, 0);
    assertEquals(1, peaks.best(9).length);

    var none = new Peaks();
    none.collect(new float[] {Float.MAX_VALUE, 0}, 2, Float.POSITIVE_INFINITY, 0);
    assertEquals(0, none.best(9).length);
  }
}
