package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.pipeline.OwnedThread;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the jobs counted as long as the service runs. */
@Singleton
final class JobCountThread {

  private final OwnedThread thread;

  JobCountThread(JobStores stores, JobConfig config, MicrometerTelemetry telemetry) {
    this.thread =
        new OwnedThread(
            "job-count",
            Thread.NORM_PRIORITY,
            new JobCount(stores::census, telemetry, config.countInterval(), Thread::sleep));
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
