package com.footanalytics.vision.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how many of a known number of things are done: redrawn on a terminal, now and then
 * elsewhere.
 */
final class CountLine {

  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintWriter out;
  private final boolean terminal;
  private final String things;
  private final long total;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long nextNanos;
  private long done;
  private long doneNanos;

  /**
   * @param terminal whether {@code out} can redraw a line
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  CountLine(PrintWriter out, boolean terminal, String things, long total, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.things = things;
    this.total = total;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.doneNanos = startNanos;
    this.nextNanos = startNanos + (terminal ? 0 : LINE_NANOS);
  }

  void done(long count) {
    done = count;
    doneNanos = nanoTime.getAsLong();
    if (doneNanos - nextNanos < 0) {
      return;
    }
    nextNanos = doneNanos + (terminal ? REDRAW_NANOS : LINE_NANOS);
    String text =
        String.format(Locale.ROOT, "%d/%d %s, %.1f a second", done, total, things, perSecond());
    if (terminal) {
      out.print("\r" + text + "\u001b[K");
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Mean speed until the last one that was done. */
  double perSecond() {
    return done == 0 ? 0 : done * NANOS_PER_SECOND / Math.max(1, doneNanos - startNanos);
  }

  /** Removes the line, so that what follows starts on a clean one. */
  void clear() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
