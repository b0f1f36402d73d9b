package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobMoves;
import com.footanalytics.vision.job.JobRetention;
import com.footanalytics.vision.job.JobScheduler;
import com.footanalytics.vision.job.JobSteps;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.SegmentStore;
import com.footanalytics.vision.job.WorkerIdentity;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.JobDetections;
import com.footanalytics.vision.pipeline.JobKeys;
import com.footanalytics.vision.pipeline.JobSettings;
import com.footanalytics.vision.pipeline.JobTools;
import com.footanalytics.vision.pipeline.JobVideos;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.pipeline.ModelChoice;
import com.footanalytics.vision.pipeline.RunningSteps;
import com.footanalytics.vision.pipeline.SegmentedJobs;
import com.footanalytics.vision.pipeline.VideoFrames;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.telemetry.Tracing;
import com.footanalytics.vision.upload.VideoRetention;
import com.footanalytics.vision.upload.VideoStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes what does jobs and gives their results out. */
final class JobRunWiring {

  private static final int FRAMES_AT_ONCE = 2;

  @Produces
  @Singleton
  RunningSteps runningSteps() {
    return new RunningSteps();
  }

  @Produces
  @Singleton
  JobVideos jobVideos(VideoStore videos) {
    return id -> videos.find(id).map(video -> new JobVideo(video.name(), video.sha256()));
  }

  @Produces
  @Singleton
  JobTools jobTools(
      JobStores stores,
      JobMoves moves,
      ObjectStore objects,
      JobVideos videos,
      Detectors detectors,
      ModelChoice choice,
      CorePlan plan,
      ProbeLimits limits,
      MicrometerTelemetry telemetry,
      Tracing tracing,
      Clock clock) {
    return new JobTools(
        stores.jobs(),
        moves,
        stores.segments(),
        objects,
        videos,
        detectors,
        choice,
        plan,
        limits,
        telemetry,
        tracing,
        clock);
  }

  @Produces
  @Singleton
  JobSteps jobSteps(
      JobTools tools, JobConfig config, WorkerIdentity identity, RunningSteps running) {
    return new SegmentedJobs(
        tools,
        new JobSettings(
            seconds(config.segment()), config.drainLimit().multipliedBy(4).dividedBy(5)),
        identity.name(),
        running);
  }

  @Produces
  @Singleton
  JobDetections jobDetections(SegmentStore segments, ObjectStore objects, RunningSteps running) {
    return new JobDetections(segments, objects, running);
  }

  @Produces
  @Singleton
  VideoFrames videoFrames(JobTools tools) {
    return new VideoFrames(tools, FRAMES_AT_ONCE);
  }

  @Produces
  @Singleton
  JobScheduler jobScheduler(
      JobStores stores,
      JobSteps steps,
      JobMoves moves,
      WorkerIdentity identity,
      ObjectStore objects,
      VideoRetention videos,
      Clock clock) {
    JobRetention retention =
        new JobRetention(
            stores,
            job -> {
              try {
                objects.deleteAll(JobKeys.folder(job));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return new JobScheduler(
        stores,
        steps,
        moves,
        identity,
        List.of(() -> retention.sweep(clock.instant()), () -> sweep(videos, clock)));
  }

  private static void sweep(VideoRetention videos, Clock clock) {
    try {
      videos.sweep(clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
