package com.footanalytics.vision.telemetry;

import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.ExemplarSampler;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The traces that measurements are examples of. */
public final class Exemplars {

  private static final Pattern AT_COUNT =
      Pattern.compile(
          "(\\w+_count[{ ].*) # \\{span_id=\"\\p{XDigit}+\",trace_id=\"\\p{XDigit}+\"} \\S+ \\S+");

  private Exemplars() {}

  /**
   * Takes the trace of the calling thread, if it has one that is kept; of each bucket a new one
   * every few seconds at most.
   */
  public static ExemplarSampler ofTraces() {
    return new DefaultExemplarSampler(new CurrentSpan());
  }

  /**
   * A page in OpenMetrics on which the counts of histograms have no exemplars: their buckets have
   * the same ones, and Prometheus 2 refuses the whole page for those of counts.
   */
  public static String atBucketsAlone(String openMetrics) {
    return openMetrics
        .lines()
        .map(line -> line.contains("_count") ? AT_COUNT.matcher(line).replaceFirst("$1") : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
