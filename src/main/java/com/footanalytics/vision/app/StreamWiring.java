package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelChoice;
import com.footanalytics.vision.pipeline.StreamAnalyzer;
import com.footanalytics.vision.pipeline.StreamConfig;
import com.footanalytics.vision.pipeline.StreamPipeline;
import com.footanalytics.vision.pipeline.VideoStreams;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.upload.UploadConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the parts that analyse videos while they come in, and ends them with the service. */
final class StreamWiring {

  @Produces
  @Singleton
  StreamAnalyzer streamAnalyzer(
      Detectors detectors,
      ModelChoice choice,
      CorePlan plan,
      ProbeLimits limits,
      MicrometerTelemetry telemetry,
      StreamPipeline.Intake intake) {
    return new StreamPipeline(
        new StreamPipeline.Models(detectors, choice), plan, limits, telemetry, intake);
  }

  @Produces
  @Singleton
  StreamPipeline.Intake intake(ObjectStore objects, UploadConfig upload) {
    return new StreamPipeline.Intake(objects.staging(), upload.maxBytes());
  }

  @Produces
  @Singleton
  VideoStreams videoStreams(StreamAnalyzer analyzer, StreamConfig config, ServiceState state) {
    return new VideoStreams(analyzer, config.concurrency(), state::refusal);
  }

  void close(@Disposes VideoStreams streams) {
    streams.close();
  }

  void stop(@Observes ShutdownEvent event, VideoStreams streams) {
    streams.close();
  }
}
