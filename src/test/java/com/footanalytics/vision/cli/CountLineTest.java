package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CountLineTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private long now;

  private CountLine line(boolean terminal) {
    return new CountLine(new PrintWriter(text), terminal, "frames", 100, () -> now);
  }

  @Test
  void elsewhereALineIsWrittenEveryFiveSeconds() {
    CountLine line = line(false);
    for (int i = 1; i <= 11; i++) {
      now = i * SECOND;
      line.done(i * 4);
    }
    line.clear();
    assertEquals(
        "20/100 frames, 4.0 a second%n40/100 frames, 4.0 a second%n".formatted(), text.toString());
  }

  @Test
  void onATerminalTheLineIsRedrawnAndRemoved() {
    CountLine line = line(true);
    now = SECOND;
    line.done(50);
    now += SECOND / 100;
    line.done(51);
    line.clear();
    assertEquals("\r50/100 frames, 50.0 a second\u001b[K\r\u001b[K", text.toString());
    assertEquals(50.5, line.perSecond(), 0.1);
  }
}
