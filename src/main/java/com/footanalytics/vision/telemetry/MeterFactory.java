package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Registers meters as {@link Meter} describes them; the same labels give the same meter. */
final class MeterFactory {

  private final MeterRegistry registry;

  MeterFactory(MeterRegistry registry) {
    this.registry = registry;
  }

  Timer timer(Meter meter, String... values) {
    return Timer.builder(meter.id())
        .description(meter.description())
        .serviceLevelObjectives(meter.durations())
        .tags(tags(meter, values))
        .register(registry);
  }

  DistributionSummary summary(Meter meter, String... values) {
    return DistributionSummary.builder(meter.id())
        .description(meter.description())
        .serviceLevelObjectives(meter.bounds())
        .tags(tags(meter, values))
        .register(registry);
  }

  Counter counter(Meter meter, String... values) {
    return Counter.builder(meter.id())
        .description(meter.description())
        .tags(tags(meter, values))
        .register(registry);
  }

  /** A gauge that stands at 1 until removed. */
  Gauge presence(Meter meter, String... values) {
    return gauge(meter, () -> 1, values);
  }

  /** A gauge that shows {@code value}. */
  Gauge gauge(Meter meter, Supplier<Number> value, String... values) {
    return Gauge.builder(meter.id(), value)
        .description(meter.description())
        .tags(tags(meter, values))
        .register(registry);
  }

  /** Ends a series. */
  void remove(Gauge gauge) {
    registry.remove(gauge);
  }

  private static Tags tags(Meter meter, String... values) {
    List<Label> labels = meter.labels();
    if (labels.size() != values.length) {
      throw new IllegalArgumentException(
          "%s: %d label values (expected: %s)"
              .formatted(meter.publishedName(), values.length, labels));
    }
    return Tags.of(
        IntStream.range(0, values.length)
            .mapToObj(i -> Tag.of(labels.get(i).publishedName(), values[i]))
            .toList());
  }
}
