package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobFolders;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.pipeline.JobWorker;
import com.footanalytics.vision.pipeline.VideoAnalyzer;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes the parts of the service and hands each what it leans on. */
final class Wiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  MicrometerTelemetry telemetry(MeterRegistry registry) {
    return new MicrometerTelemetry(registry);
  }

  @Produces
  @Singleton
  JobIdGenerator jobIds(Clock clock) {
    return new JobIdGenerator(clock, new SecureRandom());
  }

  @Produces
  @Singleton
  JobFolders jobFolders(ServiceConfig config) {
    return new JobFolders(config.dataDir().resolve("jobs"));
  }

  @Produces
  @Singleton
  JobWorker jobWorker(
      JobStore store,
      VideoAnalyzer analyzer,
      StoredVideos videos,
      JobFolders folders,
      JobConfig config,
      MicrometerTelemetry telemetry,
      Clock clock) {
    return new JobWorker(
        store,
        analyzer,
        videos,
        new JobWorker.Settings(folders, config.concurrency(), config.progressInterval()),
        telemetry,
        clock);
  }
}
