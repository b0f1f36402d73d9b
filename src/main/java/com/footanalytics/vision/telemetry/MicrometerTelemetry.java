package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Records into Micrometer. Thread-safe. Meters are looked up by their labels once and kept; every
 * series whose labels are known beforehand exists, at zero, from the start.
 */
public final class MicrometerTelemetry
    implements Telemetry,
        JobTelemetry,
        StorageTelemetry,
        RequestTelemetry,
        GpuTelemetry,
        FlagTelemetry {

  private final MeterFactory meters;
  private final ModelGauges modelGauges;
  private final GpuGauges gpuGauges;
  private final FlagGauges flagGauges;
  private final JobGauges jobGauges;
  private final StorageGauges storageGauges;
  private final FindingMeters findings;
  private final Timer[] stages;
  private final Counter[] frames;
  private final Counter[] jobs;
  private final ConcurrentMap<InferenceKey, Timer> inferences = new ConcurrentHashMap<>();
  private final ConcurrentMap<ModelKey, ModelMeters> models = new ConcurrentHashMap<>();
  private final ConcurrentMap<RequestKey, Timer> requests = new ConcurrentHashMap<>();

  public MicrometerTelemetry(MeterRegistry registry) {
    MeterFactory factory = new MeterFactory(registry);
    meters = factory;
    modelGauges = new ModelGauges(factory);
    gpuGauges = new GpuGauges(factory);
    flagGauges = new FlagGauges(factory);
    jobGauges = new JobGauges(factory, System::nanoTime);
    storageGauges = new StorageGauges(factory, System::nanoTime);
    findings = new FindingMeters(factory);
    stages =
        Arrays.stream(Stage.values())
            .map(stage -> factory.timer(Meter.STAGE, stage.label()))
            .toArray(Timer[]::new);
    frames =
        Arrays.stream(FrameState.values())
            .map(state -> factory.counter(Meter.FRAMES, state.label()))
            .toArray(Counter[]::new);
    jobs =
        Arrays.stream(JobOutcome.values())
            .map(outcome -> factory.counter(Meter.JOBS, outcome.label()))
            .toArray(Counter[]::new);
  }

  /** Records as the service does, for nobody to read. */
  public static MicrometerTelemetry unpublished() {
    return new MicrometerTelemetry(
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new CollectorRegistry(), Clock.SYSTEM, Exemplars.ofTraces()));
  }

  /** Publishes that a model is loaded, and its series at zero. */
  public void loaded(LoadedModelLabels labels) {
    modelGauges.loaded(labels);
    ModelKey model = new ModelKey(labels.model(), labels.modelVersion());
    models.computeIfAbsent(model, this::metersOf);
    for (String protocol : Label.PROTOCOL.known()) {
      for (InferenceReport.Outcome outcome : InferenceReport.Outcome.values()) {
        inferences.computeIfAbsent(
            new InferenceKey(model, labels.device(), protocol, outcome), this::timerOf);
      }
    }
  }

  /**
   * Takes back what was said of a model's quality, since it takes no new work; a replacement may
   * have been loaded before.
   */
  public void retired(LoadedModelLabels labels) {
    modelGauges.retired(labels);
  }

  /** Publishes that a model is no longer loaded; a replacement may have been before. */
  public void unloaded(LoadedModelLabels labels) {
    modelGauges.unloaded(labels);
  }

  /**
   * Publishes how many works wait for a model, as long as a version of it is loaded; a second call
   * for the same labels does nothing.
   *
   * @param depth asked whenever metrics are read
   */
  public void queueDepth(String model, String lane, Supplier<Number> depth) {
    modelGauges.queueDepth(model, lane, depth);
  }

  /** Whether a model is published as loaded. */
  public boolean isLoaded(LoadedModelLabels labels) {
    return modelGauges.isLoaded(labels);
  }

  /**
   * Publishes how accurate a model is, once and as long as it takes work.
   *
   * @param score 0 to 1
   * @param when the end of the measurement
   */
  public void accuracy(LoadedModelLabels labels, String dataset, double score, Instant when) {
    modelGauges.accuracy(labels, dataset, score, when);
  }

  /**
   * Publishes how accurate a model's publisher found it, as long as it takes work.
   *
   * @param score 0 to 1
   */
  public void recordedAccuracy(LoadedModelLabels labels, String dataset, double score) {
    modelGauges.recordedAccuracy(labels, dataset, score);
  }

  /**
   * Publishes how far a model agrees with its float32 weights, as long as it takes work.
   *
   * @param score 0 to 1
   */
  public void agreement(LoadedModelLabels labels, double score) {
    modelGauges.agreement(labels, score);
  }

  @Override
  @SuppressWarnings("EnumOrdinal")
  public void stage(Stage stage, long nanos) {
    stages[stage.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  @SuppressWarnings("EnumOrdinal")
  public void frames(FrameState state, long count) {
    frames[state.ordinal()].increment((double) count);
  }

  @Override
  public void inference(InferenceReport report) {
    ModelKey model = new ModelKey(report.model(), report.modelVersion());
    known(
            inferences,
            new InferenceKey(model, report.device(), report.protocol(), report.outcome()),
            this::timerOf)
        .record(report.totalNanos(), TimeUnit.NANOSECONDS);
    ModelMeters meters = known(models, model, this::metersOf);
    meters.queue.record(report.queueNanos(), TimeUnit.NANOSECONDS);
    if (report.batchSize() > 0) {
      meters.compute.record(report.computeNanos(), TimeUnit.NANOSECONDS);
      meters.batchSize.record(report.batchSize());
    }
  }

  @Override
  public void found(FrameFindings frame) {
    findings.record(frame);
  }

  @Override
  public void jobs(JobsReport report, Duration holds) {
    jobGauges.show(report, holds);
  }

  @Override
  public void stored(StorageReport report, Duration holds) {
    storageGauges.show(report, holds);
  }

  @Override
  @SuppressWarnings("EnumOrdinal")
  public void ended(JobOutcome outcome) {
    jobs[outcome.ordinal()].increment();
  }

  @Override
  public void answered(String method, String route, int status, long nanos) {
    known(requests, new RequestKey(method, route, status), this::timerOf)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void gpus(List<GpuReport> reports) {
    gpuGauges.show(reports);
  }

  @Override
  public void flag(String flag, String source, boolean enabled) {
    flagGauges.show(flag, source, enabled);
  }

  /** Looks before it makes, for {@code computeIfAbsent} may wait even for what is there. */
  private static <K, V> V known(ConcurrentMap<K, V> meters, K key, Function<K, V> maker) {
    V meter = meters.get(key);
    return meter == null ? meters.computeIfAbsent(key, maker) : meter;
  }

  private ModelMeters metersOf(ModelKey key) {
    return new ModelMeters(
        meters.timer(Meter.INFERENCE_QUEUE, key.model, key.version),
        meters.timer(Meter.INFERENCE_COMPUTE, key.model, key.version),
        meters.summary(Meter.INFERENCE_BATCH_SIZE, key.model, key.version));
  }

  private Timer timerOf(InferenceKey key) {
    return meters.timer(
        Meter.INFERENCE_DURATION,
        key.model.model,
        key.model.version,
        key.device,
        key.protocol,
        key.outcome.label());
  }

  private Timer timerOf(RequestKey key) {
    return meters.timer(
        Meter.HTTP_REQUEST_DURATION, key.method, key.route, Integer.toString(key.status));
  }

  private record ModelKey(String model, String version) {}

  private record InferenceKey(
      ModelKey model, String device, String protocol, InferenceReport.Outcome outcome) {}

  private record RequestKey(String method, String route, int status) {}

  private record ModelMeters(Timer queue, Timer compute, DistributionSummary batchSize) {}
}
