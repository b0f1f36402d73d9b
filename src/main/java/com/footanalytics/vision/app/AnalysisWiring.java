package com.footanalytics.vision.app;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.InferenceSettings;
import com.footanalytics.vision.infer.PreferredEngines;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.AnalysisConfig;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.InferenceConfig;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.SharedPictureDetector;
import com.footanalytics.vision.pipeline.VideoAnalyzer;
import com.footanalytics.vision.pipeline.VideoPipeline;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.upload.ContentCheck;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes the parts that analyse: models, the line over videos, and pictures. */
final class AnalysisWiring {

  private static final String PROTOCOL = "http";

  @Produces
  @Singleton
  CorePlan corePlan(AnalysisConfig config) {
    CorePlan automatic = CorePlan.forCores(Runtime.getRuntime().availableProcessors());
    return new CorePlan(
        config.decoderThreads().orElse(automatic.decoderThreads()),
        config.sessions().orElse(automatic.sessions()),
        automatic.threadsPerSession(),
        automatic.batchSize());
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
  Engines engines(ServiceConfig service, InferenceConfig config) {
    return new PreferredEngines(
        new InferenceSettings(
            config.device(),
            config.requireGpu(),
            new InferenceSettings.Gpu(
                config.gpu(),
                config.gpuMemoryLimit(),
                config.gpuSessions(),
                new InferenceSettings.Arithmetic(config.fp16(), config.int8()),
                config.cudaGraphs(),
                config.cacheDir().orElse(service.dataDir().resolve("engines")))));
  }

  @Produces
  @Singleton
  Detectors detectors(
      ServiceConfig service,
      AnalysisConfig config,
      Engines engines,
      CorePlan plan,
      LoadedModels loaded) {
    return new Detectors(
        new ModelRepository(service.modelsDir()),
        engines,
        plan,
        new Detectors.Choice(config.model(), config.precision()),
        loaded::add);
  }

  void close(@Disposes Detectors detectors) {
    detectors.close();
  }

  @Produces
  @Singleton
  VideoAnalyzer videoAnalyzer(
      Detectors detectors, CorePlan plan, ProbeLimits limits, MicrometerTelemetry telemetry) {
    return new VideoPipeline(detectors, plan, limits, telemetry);
  }

  @Produces
  @Singleton
  PictureDetector pictureDetector(
      Detectors detectors, CorePlan plan, MicrometerTelemetry telemetry) {
    return new SharedPictureDetector(detectors.get(Optional.empty()), plan, PROTOCOL, telemetry);
  }
}
