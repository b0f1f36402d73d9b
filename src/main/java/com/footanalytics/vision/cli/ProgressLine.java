package com.footanalytics.vision.cli;

import com.footanalytics.vision.pipeline.AnalysisListener;
import com.footanalytics.vision.pipeline.Progress;
import com.footanalytics.vision.sink.FrameResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows how an analysis goes on: a bar that is redrawn on a terminal, a line now and then
 * elsewhere.
 */
final class ProgressLine implements AnalysisListener {

  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BAR_CELLS = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long nextNanos;

  /**
   * @param terminal whether {@code out} can redraw a line
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.nextNanos = nanoTime.getAsLong() + (terminal ? 0 : LINE_NANOS);
  }

  @Override
  public void frame(FrameResult result, Progress progress) {
    long now = nanoTime.getAsLong();
    if (now - nextNanos < 0) {
      return;
    }
    nextNanos = now + (terminal ? REDRAW_NANOS : LINE_NANOS);
    if (terminal) {
      out.print("\r" + text(progress) + "\u001b[K");
    } else {
      out.println(text(progress));
    }
    out.flush();
  }

  /** Removes the bar, so that what follows starts on a clean line. */
  void clear() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  /** Such as {@code [####------] 120/176 frames, 78.1 frames/s, 0:01 left}. */
  static String text(Progress progress) {
    StringBuilder text = new StringBuilder();
    OptionalLong expected = progress.framesExpected();
    if (expected.isPresent() && expected.getAsLong() >= progress.framesDone()) {
      text.append(bar((double) progress.framesDone() / expected.getAsLong()))
          .append(' ')
          .append(progress.framesDone())
          .append('/')
          .append(expected.getAsLong());
    } else {
      text.append(progress.framesDone());
    }
    text.append(String.format(Locale.ROOT, " frames, %.1f frames/s", progress.framesPerSecond()));
    OptionalDouble left = progress.secondsLeft();
    if (left.isPresent()) {
      text.append(", ").append(clock(Math.round(left.getAsDouble()))).append(" left");
    }
    return text.toString();
  }

  private static String bar(double share) {
    int filled = (int) Math.round(share * BAR_CELLS);
    return "[" + "#".repeat(filled) + "-".repeat(BAR_CELLS - filled) + "]";
  }

  private static String clock(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutesPart(), left.toSecondsPart());
  }
}
