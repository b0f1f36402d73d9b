package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Gauge;
import java.util.HashMap;
import java.util.Map;

/** What is published of feature flags: one series each. Thread-safe. */
final class FlagGauges {

  private final MeterFactory meters;
  private final Map<String, Shown> shown = new HashMap<>();

  FlagGauges(MeterFactory meters) {
    this.meters = meters;
  }

  synchronized void show(String flag, String source, boolean enabled) {
    Shown series = shown.get(flag);
    if (series == null || !series.source.equals(source)) {
      if (series != null) {
        meters.remove(series.gauge);
      }
      shown.put(flag, new Shown(flag, source, enabled));
    } else {
      series.enabled = enabled;
    }
  }

  private final class Shown {

    private final String source;
    private final Gauge gauge;
    private volatile boolean enabled;

    Shown(String flag, String source, boolean enabled) {
      this.source = source;
      this.enabled = enabled;
      this.gauge = meters.gauge(Meter.FLAG_ENABLED, () -> this.enabled ? 1 : 0, flag, source);
    }
  }
}
