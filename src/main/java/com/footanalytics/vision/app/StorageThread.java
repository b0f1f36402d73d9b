package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.OwnedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the store of objects looked at as long as the service runs. */
@Singleton
final class StorageThread {

  private final OwnedThread thread;

  StorageThread(StorageWatch watch) {
    this.thread = new OwnedThread("storage-watch", Thread.NORM_PRIORITY, watch);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
