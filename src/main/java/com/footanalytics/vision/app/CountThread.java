package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.pipeline.OwnedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Has jobs and stored bytes counted as long as the service runs. */
@Singleton
final class CountThread {

  private final OwnedThread thread;

  CountThread(JobCount jobs, StorageCount storage, JobConfig config) {
    this.thread =
        new OwnedThread(
            "counts",
            Thread.NORM_PRIORITY,
            new Counts(
                List.of(new Counts.Count("jobs", jobs), new Counts.Count("stored bytes", storage)),
                config.countInterval(),
                Thread::sleep));
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
