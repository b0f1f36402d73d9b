package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.probe.Orientation;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneTest {

  @ParameterizedTest
  @CsvSource({
    "0, false, abc/def",
    "90, false, da/eb/fc",
    "180, false, fed/cba",
    "270, false, cf/be/ad",
    "0, true, cba/fed",
    "90, true, fc/eb/da",
    "180, true, def/abc",
    "270, true, ad/be/cf",
  })
  void isFirstMirroredThenRotatedClockwise(int degrees, boolean mirrored, String expected) {
    Plane display = plane(expected.replaceAll("[a-f]", "-"));
    display.takeTurned(plane("abc/def"), new Orientation(degrees, mirrored));
    assertEquals(expected, text(display));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "90, false", "180, true", "270, true"})
  void largePlanesTurnSampleBySample(int degrees, boolean mirrored) {
    Orientation orientation = new Orientation(degrees, mirrored);
    Plane source = blank(101, 67);
    for (int y = 0; y < 67; y++) {
      for (int x = 0; x < 101; x++) {
        source.set(x, y, (byte) (x * 31 + y * 17));
      }
    }
    Plane once = turned(source, orientation);
    Plane back = turned(once, inverse(orientation));
    assertEquals(text(source), text(back));
  }

  @Test
  void whatIsLargerRepeatsTheEdge() {
    Plane display = blank(4, 4);
    display.takeTurned(plane("abc/def"), Orientation.UPRIGHT);
    assertEquals("abcc/deff/deff/deff", text(display));
  }

  @Test
  void fillStaysInsideItsRectangle() {
    Plane plane = plane("aaaa/aaaa/aaaa");
    plane.fill(1, 1, 3, 2, (byte) 'x');
    assertEquals("aaaa/axxa/aaaa", text(plane));
  }

  /** Mirroring swaps the sense of rotation, so a mirrored quarter turn undoes itself. */
  private static Orientation inverse(Orientation orientation) {
    int degrees = orientation.clockwiseDegrees();
    return orientation.mirrored() ? orientation : new Orientation((360 - degrees) % 360, false);
  }

  private static Plane turned(Plane source, Orientation orientation) {
    boolean swaps = orientation.swapsAxes();
    Plane display =
        blank(swaps ? source.height() : source.width(), swaps ? source.width() : source.height());
    display.takeTurned(source, orientation);
    return display;
  }

  private static Plane blank(int width, int height) {
    int stride = width + 5;
    return new Plane(ByteBuffer.allocateDirect(stride * height), stride, width, height);
  }

  private static Plane plane(String text) {
    int width = text.indexOf('/');
    Plane plane = blank(width, (text.length() + 1) / (width + 1));
    for (int y = 0; y < plane.height(); y++) {
      for (int x = 0; x < width; x++) {
        plane.set(x, y, (byte) text.charAt(y * (width + 1) + x));
      }
    }
    return plane;
  }

  private static String text(Plane plane) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < plane.height(); y++) {
      text.append(y == 0 ? "" : "/");
      for (int x = 0; x < plane.width(); x++) {
        text.append((char) plane.get(x, y));
      }
    }
    return text.toString();
  }
}
