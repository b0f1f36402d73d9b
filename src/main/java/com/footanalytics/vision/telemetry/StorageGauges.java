package com.footanalytics.vision.telemetry;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** What is published of the bytes that are stored, as long as it holds. Thread-safe. */
final class StorageGauges {

  private final MeterFactory meters;
  private final HeldReport<StorageReport> last;

  StorageGauges(MeterFactory meters, LongSupplier nanoTime) {
    this.meters = meters;
    this.last = new HeldReport<>(nanoTime);
  }

  /**
   * Shows a report.
   *
   * @param holds how long it is worth showing
   */
  void show(StorageReport report, Duration holds) {
    if (last.replace(report, holds)) {
      gauge(Meter.STORED_BYTES, StorageReport::storedBytes);
      gauge(Meter.STORED_LIMIT, StorageGauges::limit);
      gauge(Meter.DISK_FREE, StorageReport::freeBytes);
      gauge(Meter.DISK_RESERVE, StorageReport::reservedBytes);
    }
  }

  private void gauge(Meter meter, ToDoubleFunction<StorageReport> number) {
    meters.gauge(meter, () -> last.number(number));
  }

  private static double limit(StorageReport report) {
    return report.maxStoredBytes() == 0 ? Double.POSITIVE_INFINITY : report.maxStoredBytes();
  }
}
