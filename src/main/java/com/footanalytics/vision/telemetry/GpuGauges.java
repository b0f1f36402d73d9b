package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Gauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is published of GPUs: a series for each number that is known, and none else. Thread-safe.
 */
final class GpuGauges {

  private final MeterFactory meters;
  private final Map<Key, Shown> shown = new HashMap<>();

  GpuGauges(MeterFactory meters) {
    this.meters = meters;
  }

  synchronized void show(List<GpuReport> reports) {
    Map<Key, Double> known = new HashMap<>();
    for (GpuReport report : reports) {
      report
          .utilizationPercent()
          .ifPresent(percent -> known.put(key(Meter.GPU_UTILIZATION, report), (double) percent));
      report
          .usedBytes()
          .ifPresent(bytes -> known.put(key(Meter.GPU_MEMORY_USED, report), (double) bytes));
      report
          .totalBytes()
          .ifPresent(bytes -> known.put(key(Meter.GPU_MEMORY_TOTAL, report), (double) bytes));
    }
    shown
        .entrySet()
        .removeIf(entry -> {
          boolean unknown = !known.containsKey(entry.getKey());
          if (unknown) {
            meters.remove(entry.getValue().gauge);
          }
          return unknown;
        });
    known.forEach((key, value) -> {
      Shown series = shown.get(key);
      if (series == null) {
        shown.put(key, new Shown(key, value));
      } else {
        series.value = value;
      }
    });
  }

  private static Key key(Meter meter, GpuReport report) {
    return new Key(meter, Integer.toString(report.gpu()), report.uuid());
  }

  private record Key(Meter meter, String gpu, String uuid) {}

  private final class Shown {

    private final Gauge gauge;
    private volatile double value;

    Shown(Key key, double value) {
      this.value = value;
      this.gauge = meters.gauge(key.meter, () -> this.value, key.gpu, key.uuid);
    }
  }
}
