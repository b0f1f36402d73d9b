package com.footanalytics.vision.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Locale;

/** A benchmark's report as text and as JSON. */
public final class BenchText {

  private BenchText() {}

  /** The report as a table for a person. */
  public static String table(BenchReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %d cores, %s; median of %d rounds (min to max)%n",
            report.video(),
            report.model(),
            report.cores(),
            report.plan(),
            report.rounds()));
    row(text, "decode", "core-ms/frame", report.decode());
    row(text, "preprocess", "core-ms/frame", report.preprocess());
    row(text, "infer", "core-ms/frame", report.infer());
    row(text, "postprocess", "core-ms/frame", report.postprocess());
    row(text, "bound", "frames/s", report.bound());
    row(text, "end to end", "frames/s", report.endToEnd());
    row(text, "end to end / bound", "", report.endToEndOverBound());
    row(text, "infer only, all cores", "frames/s", report.inferOnly());
    row(text, "bound, cores busy", "frames/s", report.busyBound());
    row(text, "end to end / that", "", report.endToEndOverBusyBound());
    report.baseline().ifPresent(samples -> row(text, "baseline", "frames/s", samples));
    report
        .endToEndOverBaseline()
        .ifPresent(samples -> row(text, "end to end / baseline", "", samples));
    memory(text, report.residentBytes());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String unit, Samples samples) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-22s %8.2f %-14s (%.2f to %.2f)%n",
            name,
            samples.median(),
            unit,
            samples.min(),
            samples.max()));
  }

  private static void memory(StringBuilder text, List<Long> residentBytes) {
    if (!residentBytes.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-22s %8.0f MB first, %.0f MB last, %.0f MB largest of %d samples%n",
              "resident memory",
              residentBytes.getFirst() / 1e6,
              residentBytes.getLast() / 1e6,
              residentBytes.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6,
              residentBytes.size()));
    }
  }

  /** The report as JSON. */
  public static String json(BenchReport report) {
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    try {
      return mapper.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
