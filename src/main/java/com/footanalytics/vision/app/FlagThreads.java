package com.footanalytics.vision.app;

import com.footanalytics.vision.flags.FlagsConfig;
import com.footanalytics.vision.flags.FlagsWatch;
import com.footanalytics.vision.flags.LiveFlags;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.OwnedThread;
import com.footanalytics.vision.pipeline.SecondVersion;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Keeps the flags up to date as long as the service runs, and does what they ask for. */
@Singleton
final class FlagThreads {

  private static final System.Logger LOG = System.getLogger(FlagThreads.class.getName());

  private final LiveFlags flags;
  private final OwnedThread watching;
  private final OwnedThread effecting;

  FlagThreads(LiveFlags flags, FlagsConfig config, Detectors detectors, ModelRouting routing) {
    this.flags = flags;
    this.watching =
        new OwnedThread(
            "flags", Thread.NORM_PRIORITY, new FlagsWatch(flags, config.refresh(), Thread::sleep));
    this.effecting =
        new OwnedThread(
            "flag-effects",
            Thread.NORM_PRIORITY,
            new FlagEffects(
                flags,
                new SecondVersion(detectors, routing, flags),
                Thread::sleep,
                line -> LOG.log(System.Logger.Level.INFO, line)));
  }

  void start(@Observes StartupEvent event) {
    watching.start();
    effecting.start();
  }

  void stop(@Observes ShutdownEvent event) {
    flags.close();
    watching.close();
    effecting.close();
  }
}
