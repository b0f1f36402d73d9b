package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsBenchTest {

  private static final int CALLS = 10;
  private static final int ROUNDS = 3;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<MetricsBench.Cost> costs =
      new MetricsBench(new MicrometerTelemetry(registry), CALLS).run(ROUNDS);

  @Test
  void allThatARequestOrAFrameRecordsIsRecordedForEach() {
    long each = CALLS * (ROUNDS + 1L);
    assertEquals(each, inferences("http"));
    assertEquals(each, inferences("grpc"));
    assertEquals(each, inferences("video"));
    assertEquals(2 * each, count("http.request.duration"));
    assertEquals(3 * each, count("ml.inference.queue"));
    assertEquals(4 * each, count("video.stage"));
    assertEquals(each, registry.get("ml.detections.per.frame").summary().count());
    assertEquals(each, registry.get("video.frames").tag("state", "inferred").counter().count());
  }

  @Test
  void aCostIsOfOneCallAndItsMedianBelowTheSlowest() {
    assertEquals(4, costs.size());
    for (MetricsBench.Cost cost : costs) {
      assertTrue(cost.nanos() > 0 && cost.nanos() <= cost.slowestNanos(), cost::toString);
    }
  }

  @Test
  void theTableHasALineForEach() {
    String table =
        MetricsBench.table(List.of(new MetricsBench.Cost("an inference", 1234.4, 5678.9)));
    assertEquals(2, table.lines().count());
    assertTrue(table.contains("an inference") && table.contains("1234 "), table);
    assertTrue(table.endsWith("5679\n"), table);
  }

  private long inferences(String protocol) {
    return registry.get("ml.inference.duration").tag("protocol", protocol).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private long count(String name) {
    return registry.get(name).timers().stream().mapToLong(Timer::count).sum();
  }
}
