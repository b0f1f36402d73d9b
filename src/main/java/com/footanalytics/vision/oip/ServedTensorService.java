package com.footanalytics.vision.oip;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.ServedModel;
import com.footanalytics.vision.pipeline.ServingStatistics;
import com.footanalytics.vision.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Answers for the models that serve in this process. Thread-safe. */
public final class ServedTensorService implements TensorService {
  private final ModelFinder finder;
  private final RequestRouting routing;
  private final Duration defaultTimeout;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Map<ModelId, Long> lastInferenceMillis = new ConcurrentHashMap<>();

  /**
   * @param models stay the caller's
   * @param routing chooses for requests that name no version
   * @param defaultTimeout how long a caller waits who does not say
   */
  public ServedTensorService(
      Detectors models,
      ModelRouting routing,
      Duration defaultTimeout,
      Telemetry telemetry,
      InstantSource clock) {
    this.finder = new ModelFinder(models);
    this.routing = new RequestRouting(routing);
    this.defaultTimeout = defaultTimeout;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public Cancel infer(InferRequest request, Consumer<InferAnswer> answer) {
    ModelLease<ServedModel> lease;
    Wishes wishes;
    try {
      wishes = Wishes.of(request, defaultTimeout);
      lease = routing.of(request, finder.lease(request.model(), request.version()));
    } catch (FailureException e) {
      request.close();
      answer.accept(new InferAnswer.Failed(e.failure()));
      return () -> {};
    }
    try {
      lastInferenceMillis.put(lease.model().loaded().model().id(), clock.millis());
      return new InferRun(request, lease, wishes, telemetry, answer).start();
    } catch (FailureException e) {
      return refused(request, lease, e.failure(), answer);
    } catch (ModelException e) {
      return refused(
          request, lease, Failure.of(Failure.Code.INVALID, String.valueOf(e.getMessage())), answer);
    }
  }

  private static Cancel refused(
      InferRequest request,
      ModelLease<ServedModel> lease,
      Failure failure,
      Consumer<InferAnswer> answer) {
    lease
        .model()
        .server()
        .statistics()
        .fail()
        .add(System.nanoTime() - request.origin().arrivedNanos());
    lease.close();
    request.close();
    answer.accept(new InferAnswer.Failed(failure));
    return () -> {};
  }

  @Override
  public ModelMetadata metadata(String model, String version) {
    try (ModelLease<ServedModel> lease = finder.lease(model, version)) {
      return new ModelForm(lease.model().loaded()).metadata(finder.versions(model));
    }
  }

  @Override
  public ModelConfiguration configuration(String model, String version) {
    try (ModelLease<ServedModel> lease = finder.lease(model, version)) {
      return new ModelForm(lease.model().loaded())
          .configuration(lease.model().server().instances());
    }
  }

  @Override
  public boolean ready(String model, String version) {
    return finder.isReady(model, version);
  }

  @Override
  public List<ModelStatistics> statistics(String model, String version) {
    if (!model.isEmpty() && !version.isEmpty()) {
      return List.of(statisticsOf(model, version));
    }
    if (!model.isEmpty()) {
      finder.lease(model, version).close();
    }
    var all = new ArrayList<ModelStatistics>();
    for (ModelId id : finder.models().serving()) {
      if (model.isEmpty() || id.name().equals(model)) {
        all.add(statisticsOf(id.name(), Integer.toString(id.version())));
      }
    }
    return all;
  }

  private ModelStatistics statisticsOf(String model, String version) {
    try (ModelLease<ServedModel> lease = finder.lease(model, version)) {
      ServingStatistics counted = lease.model().server().statistics();
      var batches = new ArrayList<ModelStatistics.OfBatch>();
      long executions = 0;
      long[] nanos = new long[3];
      for (var size : counted.bySize().entrySet()) {
        ServingStatistics.Parts parts = size.getValue();
        batches.add(
            new ModelStatistics.OfBatch(
                size.getKey(), total(parts.input()), total(parts.infer()), total(parts.output())));
        executions += parts.infer().count();
        nanos[0] += parts.input().nanos();
        nanos[1] += parts.infer().nanos();
        nanos[2] += parts.output().nanos();
      }
      long requests = counted.success().count();
      return new ModelStatistics(
          model,
          version,
          lastInferenceMillis.getOrDefault(lease.model().loaded().model().id(), 0L),
          counted.rows(),
          executions,
          total(counted.success()),
          total(counted.fail()),
          total(counted.queue()),
          new ModelStatistics.Total(requests, nanos[0]),
          new ModelStatistics.Total(requests, nanos[1]),
          new ModelStatistics.Total(requests, nanos[2]),
          batches);
    }
  }

  private static ModelStatistics.Total total(ServingStatistics.Sum sum) {
    return new ModelStatistics.Total(sum.count(), sum.nanos());
  }
}
