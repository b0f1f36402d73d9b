package com.footanalytics.vision.readme;

import com.footanalytics.vision.telemetry.Label;
import com.footanalytics.vision.telemetry.Meter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The service's own metrics and their labels as Markdown tables, read off the meters. */
final class MetricsTable {

  private MetricsTable() {}

  static String markdown() {
    return "| name | type | unit | labels | what |\n|---|---|---|---|---|\n"
        + sorted().stream().map(MetricsTable::row).collect(Collectors.joining())
        + "\n| histogram | upper bounds of its buckets |\n|---|---|\n"
        + sorted().stream()
            .filter(meter -> !meter.buckets().isEmpty())
            .map(MetricsTable::buckets)
            .collect(Collectors.joining());
  }

  static String labels() {
    return "| label | values | at most |\n|---|---|---|\n"
        + Arrays.stream(Label.values()).map(MetricsTable::row).collect(Collectors.joining());
  }

  private static String row(Label label) {
    return "| `%s` | %s | %d%s |\n"
        .formatted(
            label.publishedName(),
            label.meaning(),
            label.most(),
            switch (label.per()) {
              case SERVICE -> "";
              case MODEL -> " a model";
              case GPU -> " a GPU";
            });
  }

  private static List<Meter> sorted() {
    return Arrays.stream(Meter.values())
        .sorted(Comparator.comparing(Meter::publishedName))
        .toList();
  }

  private static String row(Meter meter) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            meter.publishedName(),
            type(meter),
            meter.unit(),
            meter.labels().stream()
                .map(label -> "`" + label.publishedName() + "`")
                .collect(Collectors.joining(", ")),
            meter.description());
  }

  private static String type(Meter meter) {
    return switch (meter.kind()) {
      case TIMER, SUMMARY -> "histogram";
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
    };
  }

  private static String buckets(Meter meter) {
    return "| `%s` | %s |\n"
        .formatted(
            meter.publishedName(),
            meter.buckets().stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }
}
