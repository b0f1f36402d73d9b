package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.OwnedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Has storage and database looked at as long as the service runs, neither by the other's thread.
 */
@Singleton
final class ReachThreads {

  private final OwnedThread storage;
  private final OwnedThread database;

  ReachThreads(Reachability reachability) {
    this.storage = new OwnedThread("storage-watch", Thread.NORM_PRIORITY, reachability.storage());
    this.database =
        new OwnedThread("database-watch", Thread.NORM_PRIORITY, reachability.database());
  }

  void start(@Observes StartupEvent event) {
    storage.start();
    database.start();
  }

  void stop(@Observes ShutdownEvent event) {
    storage.close();
    database.close();
  }
}
