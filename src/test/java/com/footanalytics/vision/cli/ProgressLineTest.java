package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.pipeline.Progress;
import com.footanalytics.vision.sink.FrameResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final String BAR_OF_3 =
      "[###---------------------------] 3/30 frames, 12.5 frames/s, 0:02 left";

  private final StringWriter shown = new StringWriter();
  private long nowNanos = Long.MAX_VALUE - 5;

  @Test
  void theBarShowsShareSpeedAndTimeLeft() {
    assertEquals(BAR_OF_3, ProgressLine.text(progress(3, OptionalLong.of(30), 2.2)));
    assertEquals(
        "[" + "#".repeat(30) + "] 30/30 frames, 12.5 frames/s, 0:00 left",
        ProgressLine.text(progress(30, OptionalLong.of(30), 0)));
  }

  @Test
  void longTimesHaveHours() {
    String text = ProgressLine.text(progress(0, OptionalLong.of(9), 2 * 3600 + 3 * 60 + 4));
    assertEquals("[" + "-".repeat(30) + "] 0/9 frames, 12.5 frames/s, 2:03:04 left", text);
  }

  @Test
  void withoutATrueExpectationFramesAreOnlyCounted() {
    Progress unknown = new Progress(7, OptionalLong.empty(), 3.25, OptionalDouble.empty());
    Progress more = new Progress(7, OptionalLong.of(6), 3.25, OptionalDouble.empty());
    assertEquals("7 frames, 3.3 frames/s", ProgressLine.text(unknown));
    assertEquals("7 frames, 3.3 frames/s", ProgressLine.text(more));
  }

  @Test
  void aTerminalIsRedrawnTenTimesASecond() {
    ProgressLine line = new ProgressLine(new PrintWriter(shown), true, () -> nowNanos);
    report(line);
    pass(Duration.ofMillis(99));
    report(line);
    assertEquals("\r" + BAR_OF_3 + "\u001b[K", shown.toString());
    pass(Duration.ofMillis(1));
    report(line);
    assertEquals(("\r" + BAR_OF_3 + "\u001b[K").repeat(2), shown.toString());
  }

  @Test
  void clearingLeavesACleanLineOnATerminal() {
    new ProgressLine(new PrintWriter(shown), true, () -> nowNanos).clear();
    assertEquals("\r\u001b[K", shown.toString());
  }

  @Test
  void elsewhereALineComesEveryFiveSeconds() {
    ProgressLine line = new ProgressLine(new PrintWriter(shown), false, () -> nowNanos);
    report(line);
    pass(Duration.ofMillis(4999));
    report(line);
    assertEquals("", shown.toString());
    pass(Duration.ofMillis(1));
    report(line);
    report(line);
    assertEquals(BAR_OF_3 + System.lineSeparator(), shown.toString());
    pass(Duration.ofSeconds(5));
    report(line);
    line.clear();
    assertEquals((BAR_OF_3 + System.lineSeparator()).repeat(2), shown.toString());
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  private static void report(ProgressLine line) {
    line.frame(new FrameResult(2, 2, false, List.of()), progress(3, OptionalLong.of(30), 2.2));
  }

  private static Progress progress(long done, OptionalLong expected, double secondsLeft) {
    return new Progress(done, expected, 12.5, OptionalDouble.of(secondsLeft));
  }
}
