package com.footanalytics.vision.app;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.storage.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Makes what tells the platform how the service is, each with the reason where it is not well. */
final class HealthWiring {

  @Produces
  @Singleton
  StorageWatch storageWatch(ObjectStore objects) {
    return new StorageWatch(objects, System::nanoTime, Thread::sleep);
  }

  /** Whether a restart would help. */
  @Produces
  @Singleton
  @Liveness
  HealthCheck process() {
    return new ReasonedCheck("process", new StuckThreads(ManagementFactory.getThreadMXBean()));
  }

  /** Whether the models have been warm once and work was taken. */
  @Produces
  @Singleton
  @Startup
  HealthCheck started(ServiceState state) {
    return new ReasonedCheck("started", new OnceWell(state::refusal));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck database(Database database) {
    return new ReasonedCheck("database", database::objection);
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck storage(StorageWatch watch) {
    return new ReasonedCheck("storage", watch::objection);
  }
}
