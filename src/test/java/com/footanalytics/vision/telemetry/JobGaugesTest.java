package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobGaugesTest {

  private static final JobsReport REPORT =
      new JobsReport(3, 1, Duration.ofSeconds(90), Duration.ofMillis(2500));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final JobGauges gauges = new JobGauges(new MeterFactory(registry), now::get);

  @Test
  void nothingIsShownBeforeJobsWereCounted() {
    assertEquals(List.of(), shown());
  }

  @Test
  void whatWasCountedIsShownInSeconds() {
    gauges.show(REPORT, Duration.ofSeconds(30));
    assertEquals(
        List.of(
            "video_job_longest_stalled_seconds 2.5",
            "video_job_oldest_queued_seconds 90.0",
            "video_jobs{state=\"queued\"} 3.0",
            "video_jobs{state=\"running\"} 1.0"),
        shown());
  }

  @Test
  void anOldCountIsNotShownAsIfItWereNew() {
    gauges.show(REPORT, Duration.ofSeconds(30));
    now.addAndGet(Duration.ofSeconds(30).toNanos());
    assertFalse(shown().toString().contains("NaN"), shown()::toString);
    now.incrementAndGet();
    assertEquals(
        List.of(
            "video_job_longest_stalled_seconds NaN",
            "video_job_oldest_queued_seconds NaN",
            "video_jobs{state=\"queued\"} NaN",
            "video_jobs{state=\"running\"} NaN"),
        shown());
    gauges.show(new JobsReport(0, 0, Duration.ZERO, Duration.ZERO), Duration.ofSeconds(30));
    assertFalse(shown().toString().contains("NaN"), shown()::toString);
  }

  private List<String> shown() {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("video_job"))
        .map(line -> line.replace(",}", "}"))
        .sorted()
        .toList();
  }
}
