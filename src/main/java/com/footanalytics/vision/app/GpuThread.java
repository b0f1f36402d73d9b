package com.footanalytics.vision.app;

import com.footanalytics.vision.gpu.GpuConfig;
import com.footanalytics.vision.gpu.GpuWatch;
import com.footanalytics.vision.pipeline.OwnedThread;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the GPUs watched as long as the service runs. */
@Singleton
final class GpuThread {

  private final boolean watched;
  private final OwnedThread thread;

  GpuThread(GpuConfig config, MicrometerTelemetry telemetry) {
    this.watched = config.watched();
    this.thread =
        new OwnedThread(
            "gpu-watch",
            Thread.NORM_PRIORITY,
            new GpuWatch(
                new GpuWatch.Settings(config.library(), config.period(), config.patience()),
                telemetry,
                Thread::sleep));
  }

  void start(@Observes StartupEvent event) {
    if (watched) {
      thread.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
