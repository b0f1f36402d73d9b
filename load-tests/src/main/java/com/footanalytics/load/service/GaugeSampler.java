package com.footanalytics.load.service;

import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Ledger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Looks at a service's metrics and memory every second, by the phase of the run. It owns a thread
 * from {@link #start} to {@link #stop}.
 */
public final class GaugeSampler {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final long PAGE_BYTES = 4096;

  private final Ledger ledger;
  private final HttpLook look;
  private final URI metrics;
  private final OptionalLong pid;
  private final List<List<Sample>> byPhase = new ArrayList<>();
  private OptionalDouble lastCpuNanos = OptionalDouble.empty();
  private long lastLookNanos;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("gauges").unstarted(this::run);

  private record Sample(
      OptionalDouble queueDepth,
      OptionalDouble cpuCores,
      OptionalDouble gpuPercent,
      OptionalDouble residentBytes) {}

  /**
   * @param management where the metrics are
   * @param pid of the service if it runs on this machine
   * @param look stays the caller's
   */
  public GaugeSampler(Ledger ledger, HttpLook look, URI management, OptionalLong pid) {
    this.ledger = ledger;
    this.look = look;
    this.metrics = management.resolve("/q/metrics");
    this.pid = pid;
    ledger.plan().phases().forEach(_ -> byPhase.add(new ArrayList<>()));
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        int phase = ledger.phaseNow();
        Optional<Metrics> page = look.get(metrics).map(Metrics::new);
        byPhase.get(phase).add(sample(page));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Sample sample(Optional<Metrics> page) {
    return new Sample(
        read(page, metrics -> metrics.sum("ml_inference_queue_depth")),
        page.map(this::cores).orElse(OptionalDouble.empty()),
        read(page, metrics -> metrics.max("nvidia_gpu_utilization_gpu")),
        resident());
  }

  private static OptionalDouble read(
      Optional<Metrics> page, Function<Metrics, OptionalDouble> gauge) {
    return page.map(gauge).orElse(OptionalDouble.empty());
  }

  /** Processor time over time since the last look; empty at the first, and after a restart. */
  private OptionalDouble cores(Metrics page) {
    OptionalDouble cpuNanos = page.max("process_cpu_time_ns_total");
    long nowNanos = System.nanoTime();
    OptionalDouble before = lastCpuNanos;
    long beforeNanos = lastLookNanos;
    lastCpuNanos = cpuNanos;
    lastLookNanos = nowNanos;
    if (cpuNanos.isEmpty() || before.isEmpty() || cpuNanos.getAsDouble() < before.getAsDouble()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        (cpuNanos.getAsDouble() - before.getAsDouble()) / (nowNanos - beforeNanos));
  }

  private OptionalDouble resident() {
    if (pid.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      String[] pages =
          Files.readString(Path.of("/proc", Long.toString(pid.getAsLong()), "statm")).split(" ");
      return OptionalDouble.of(Long.parseLong(pages[1]) * PAGE_BYTES);
    } catch (IOException _) {
      return OptionalDouble.empty();
    }
  }

  /** Ends its thread; the means of each phase, in their order. */
  public List<GaugeMeans> stop() throws InterruptedException {
    stop.countDown();
    thread.join();
    return byPhase.stream()
        .map(samples ->
            new GaugeMeans(
                mean(samples, Sample::queueDepth),
                mean(samples, Sample::cpuCores),
                mean(samples, Sample::gpuPercent),
                mean(samples, Sample::residentBytes)))
        .toList();
  }

  private static Optional<Double> mean(
      List<Sample> samples, Function<Sample, OptionalDouble> gauge) {
    OptionalDouble mean =
        samples.stream()
            .map(gauge)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .average();
    return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
  }
}
