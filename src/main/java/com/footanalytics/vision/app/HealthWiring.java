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
  Reachability reachability(ObjectStore objects, Database database) {
    return new Reachability(
        new ReachWatch(
            "the store of objects (ml-pipeline.storage)",
            new StorageLook(objects),
            System::nanoTime,
            Thread::sleep),
        new ReachWatch(
            "the database (ml-pipeline.database.url)",
            database::objection,
            System::nanoTime,
            Thread::sleep));
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
    return new ReasonedCheck("started", new OnceWell(state::unstarted));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck database(Reachability reachability) {
    return new ReasonedCheck("database", reachability.database()::objection);
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck storage(Reachability reachability) {
    return new ReasonedCheck("storage", reachability.storage()::objection);
  }
}
