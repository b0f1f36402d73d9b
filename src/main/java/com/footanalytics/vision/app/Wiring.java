package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobFolders;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.pipeline.JobWorker;
import com.footanalytics.vision.pipeline.JobWorker.VideoFile;
import com.footanalytics.vision.pipeline.VideoAnalyzer;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.upload.ContentCheck;
import com.footanalytics.vision.upload.UploadConfig;
import com.footanalytics.vision.upload.VideoStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

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
  VideoStore videoStore(
      ServiceConfig service, UploadConfig config, ContentCheck check, JobIdGenerator ids) {
    try {
      return new VideoStore(service.dataDir(), config.maxBytes(), check, () -> ids.next().value());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "data folder %s: cannot be used (%s); set ML_PIPELINE_DATA_DIR to a writable folder"
              .formatted(service.dataDir(), e.getMessage()),
          e);
    }
  }

  @Produces
  @Singleton
  JobWorker jobWorker(
      JobStore store,
      VideoAnalyzer analyzer,
      VideoStore videos,
      JobFolders folders,
      JobConfig config,
      MicrometerTelemetry telemetry,
      Clock clock) {
    return new JobWorker(
        store,
        analyzer,
        id -> file(videos, id),
        new JobWorker.Settings(folders, config.concurrency(), config.progressInterval()),
        telemetry,
        clock);
  }

  private static Optional<VideoFile> file(VideoStore videos, String id) {
    try {
      return videos
          .find(id)
          .map(video -> new VideoFile(video.path(), video.name(), Optional.of(video.sha256())));
    } catch (IOException e) {
      throw new UncheckedIOException("video " + id + ": " + e.getMessage(), e);
    }
  }
}
