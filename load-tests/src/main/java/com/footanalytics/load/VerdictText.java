package com.footanalytics.load;

import com.footanalytics.load.verdict.Check;
import com.footanalytics.load.verdict.Knee;
import com.footanalytics.load.verdict.Step;
import com.footanalytics.load.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict in a few lines for people. */
final class VerdictText {

  private VerdictText() {}

  /**
   * The lines, without an end of the last.
   *
   * @param out where the files of the run are
   */
  static String of(Verdict verdict, Path out) {
    List<String> lines = new ArrayList<>();
    verdict.knee().ifPresent(knee -> lines.addAll(steps(knee)));
    for (Check check : verdict.checks()) {
      lines.add((check.passed() ? "  ok     " : "  WRONG  ") + check.text());
    }
    verdict
        .knee()
        .flatMap(Knee::knee)
        .ifPresent(step -> lines.add(text("  knee   %.1f inferences/s", step.offeredPerSecond())));
    String files = out.resolve(LoadTest.VERDICT).toString();
    lines.add(
        text(
            "%s: %s%s; %s",
            verdict.passed() ? "passed" : "FAILED",
            verdict.profile().label(),
            verdict.capacity().map(c -> text(", where %.1f/s were measured", c)).orElse(""),
            verdict.knee().isPresent() ? files + ", " + LoadTest.KNEE : files));
    return String.join("\n", lines);
  }

  private static List<String> steps(Knee knee) {
    List<String> lines = new ArrayList<>();
    lines.add("  offered/s  in time/s  unanswered    p50 s    p95 s    p99 s  queue");
    for (Step step : knee.steps()) {
      lines.add(
          text(
              "%11.1f%11.1f%11.1f%%%9.3f%9.3f%9.3f%7s%s",
              step.offeredPerSecond(),
              step.goodputPerSecond(),
              100 * step.errorShare(),
              step.times().p50(),
              step.times().p95(),
              step.times().p99(),
              step.gauges().queueDepth().map(depth -> text("%.1f", depth)).orElse("-"),
              step.withinObjectives() ? "" : "  beyond"));
    }
    return lines;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
