package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StorageGaugesTest {

  private static final Duration HOLDS = Duration.ofSeconds(30);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final StorageGauges gauges = new StorageGauges(new MeterFactory(registry), now::get);

  @Test
  void nothingIsShownBeforeAnythingWasCounted() {
    assertEquals(List.of(), shown());
  }

  @Test
  void theNewestReportIsShownInBytes() {
    gauges.show(new StorageReport(1, 2, 3, 4), HOLDS);
    gauges.show(new StorageReport(700, 2000, 1000, 64), HOLDS);
    assertEquals(
        List.of(
            "video_disk_free_bytes 1000.0",
            "video_disk_reserve_bytes 64.0",
            "video_stored_bytes 700.0",
            "video_stored_limit_bytes 2000.0"),
        shown());
  }

  @Test
  void withoutALimitAnyNumberOfBytesMayBeStored() {
    gauges.show(new StorageReport(700, 0, 1000, 64), HOLDS);
    assertTrue(shown().contains("video_stored_limit_bytes +Inf"), shown()::toString);
  }

  @Test
  void anOldReportIsNotShownAsIfItWereNew() {
    gauges.show(new StorageReport(700, 2000, 1000, 64), HOLDS);
    now.addAndGet(HOLDS.toNanos() + 1);
    assertEquals(4, shown().stream().filter(line -> line.endsWith(" NaN")).count());
    gauges.show(new StorageReport(701, 2000, 1000, 64), HOLDS);
    assertTrue(shown().contains("video_stored_bytes 701.0"), shown()::toString);
  }

  private List<String> shown() {
    return registry.scrape().lines().filter(line -> line.startsWith("video_")).sorted().toList();
  }
}
