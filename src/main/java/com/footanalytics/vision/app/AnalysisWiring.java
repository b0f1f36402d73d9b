package com.footanalytics.vision.app;

import com.footanalytics.vision.evaluate.AccuracyConfig;
import com.footanalytics.vision.evaluate.GoldenProof;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.AnalysisConfig;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelControl;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.Proof;
import com.footanalytics.vision.pipeline.SelfTest;
import com.footanalytics.vision.pipeline.ServedPictures;
import com.footanalytics.vision.pipeline.VideoAnalyzer;
import com.footanalytics.vision.pipeline.VideoPipeline;
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
  GoldenProof goldenProof(AccuracyConfig config, MicrometerTelemetry telemetry, Clock clock) {
    return new GoldenProof(
        config.tolerance(),
        (model, dataset, map50) ->
            telemetry.accuracy(
                model.name(), Integer.toString(model.version()), dataset, map50, clock.instant()));
  }

  @Produces
  @Singleton
  @Typed(Detectors.class)
  Detectors detectors(
      ServiceConfig service,
      AnalysisConfig config,
      CorePlan plan,
      MicrometerTelemetry telemetry,
      GoldenProof golden,
      AccuracyConfig accuracy) {
    Stream<Proof> always = Stream.of(new WarmUp(plan.batchSize()), SelfTest::objection);
    List<Proof> proofs =
        accuracy.atLoad() ? Stream.concat(always, Stream.of(golden)).toList() : always.toList();
    return new Detectors(
        new ModelRepository(service.modelsDir()),
        new Detectors.Serving(new OnnxRuntimeEngine(), plan, telemetry, proofs),
        new Detectors.Choice(config.model(), config.precision()),
        new PublishedModels(telemetry));
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
  VideoAnalyzer videoAnalyzer(
      Detectors detectors, CorePlan plan, ProbeLimits limits, MicrometerTelemetry telemetry) {
    return new VideoPipeline(detectors, plan, limits, telemetry);
  }

  @Produces
  @Singleton
  PictureDetector pictureDetector(Detectors detectors) {
    return new ServedPictures(detectors);
  }
}
