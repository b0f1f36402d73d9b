package com.footanalytics.vision.app;

import com.footanalytics.vision.evaluate.AccuracyConfig;
import com.footanalytics.vision.evaluate.GoldenProof;
import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.InferenceSettings;
import com.footanalytics.vision.infer.PreferredEngines;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.AnalysisConfig;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.FrameSamples;
import com.footanalytics.vision.pipeline.InferenceConfig;
import com.footanalytics.vision.pipeline.ModelControl;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.Proof;
import com.footanalytics.vision.pipeline.SelfTest;
import com.footanalytics.vision.pipeline.ServedPictures;
import com.footanalytics.vision.pipeline.WarmUp;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.upload.ContentCheck;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Makes the parts that analyse: models, the line over videos, and pictures. */
final class AnalysisWiring {
  private static final System.Logger LOG = System.getLogger(AnalysisWiring.class.getName());

  @Produces
  @Singleton
  CorePlan corePlan(ServiceConfig service, AnalysisConfig config) {
    CorePlan plan =
        PlannedThreads.plan(
            service.dataDir(), config.decoderThreads(), config.sessions(), config.eventLoops());
    LOG.log(System.Logger.Level.INFO, plan.toString());
    return plan;
  }

  @Produces
  @Singleton
  ProbeLimits probeLimits(AnalysisConfig config) {
    return new ProbeLimits(config.maxPixels(), config.maxFrames(), config.maxDuration());
  }

  @Produces
  @Singleton
  ContentCheck contentCheck(ProbeLimits limits) {
    return new ProbedContent(new VideoProbe(limits)::probe);
  }

  @Produces
  @Singleton
  GoldenProof goldenProof(AccuracyConfig config, MicrometerTelemetry telemetry, Clock clock) {
    return new GoldenProof(
        config.tolerance(),
        (detector, dataset, map50) ->
            telemetry.accuracy(LoadedModels.labels(detector), dataset, map50, clock.instant()));
  }

  /**
   * What a model must show before it serves.
   *
   * @param all in this order
   */
  record Proofs(List<Proof> all) {}

  @Produces
  @Singleton
  Proofs proofs(CorePlan plan, GoldenProof golden, AccuracyConfig accuracy) {
    Stream<Proof> always = Stream.of(new WarmUp(plan.batchSize()), SelfTest::objection);
    return new Proofs(
        accuracy.atLoad() ? Stream.concat(always, Stream.of(golden)).toList() : always.toList());
  }

  @Produces
  @Singleton
  Engines engines(ServiceConfig service, InferenceConfig config, Flags flags) {
    InferenceSettings settings =
        new InferenceSettings(
            config.device(),
            config.requireGpu(),
            new InferenceSettings.Gpu(
                config.gpu(),
                config.gpuMemoryLimit(),
                config.gpuSessions(),
                new InferenceSettings.Arithmetic(config.fp16(), config.int8()),
                config.cudaGraphs(),
                config.cacheDir().orElse(service.dataDir().resolve("engines"))));
    return new PreferredEngines(() -> settings.optimised(flags.enabled(Flag.GPU_OPTIMIZATION)));
  }

  @Produces
  @Singleton
  FrameSamples frameSamples(AccuracyConfig accuracy) {
    return new FrameSamples(accuracy.agreementShare());
  }

  @Produces
  @Singleton
  Detectors.Serving serving(
      Engines engines,
      CorePlan plan,
      MicrometerTelemetry telemetry,
      Proofs proofs,
      FrameSamples samples) {
    return new Detectors.Serving(engines, plan, telemetry, proofs.all(), samples);
  }

  @Produces
  @Singleton
  @Typed(Detectors.class)
  Detectors detectors(
      ServiceConfig service,
      AnalysisConfig config,
      Detectors.Serving serving,
      LoadedModels loaded) {
    return new Detectors(
        new ModelRepository(service.modelsDir()),
        serving,
        new Detectors.Choice(config.model(), config.precision()),
        loaded);
  }

  void close(@Disposes Detectors detectors) {
    detectors.close();
  }

  @Produces
  @Singleton
  ModelControl modelControl(Detectors detectors) {
    return detectors;
  }

  @Produces
  @Singleton
  PictureDetector pictureDetector(ModelRouting routing) {
    return new ServedPictures(routing);
  }
}
