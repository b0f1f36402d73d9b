package com.footanalytics.vision.app;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.AnalysisConfig;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.SharedPictureDetector;
import com.footanalytics.vision.pipeline.VideoAnalyzer;
import com.footanalytics.vision.pipeline.VideoPipeline;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
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
  Detectors detectors(
      ServiceConfig service, AnalysisConfig config, CorePlan plan, MicrometerTelemetry telemetry) {
    return new Detectors(
        new ModelRepository(service.modelsDir()),
        new OnnxRuntimeEngine(),
        plan,
        new Detectors.Choice(config.model(), config.precision()),
        detector -> telemetry.loaded(labels(detector)));
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

  private static LoadedModelLabels labels(LoadedDetector detector) {
    ModelIdentity model = detector.identity();
    return new LoadedModelLabels(
        model.name(),
        model.version(),
        model.precision(),
        model.engine(),
        model.device(),
        detector.weightsSha256());
  }
}
