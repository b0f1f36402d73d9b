package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobScheduler;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the work of the service and ends it in order: refuse, drain, cancel. */
@Singleton
final class ServiceLifecycle {

  private static final System.Logger LOG = System.getLogger(ServiceLifecycle.class.getName());

  private final ServiceState state;
  private final JobScheduler scheduler;
  private final JobConfig config;
  private final ModelWork models;

  ServiceLifecycle(ServiceState state, ModelWork models, JobScheduler scheduler, JobConfig config) {
    this.state = state;
    this.models = models;
    this.scheduler = scheduler;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    models.start();
    scheduler.start();
    state.ready();
  }

  void announceStop(@Observes ShutdownDelayInitiatedEvent event) {
    state.draining();
  }

  void stop(@Observes ShutdownEvent event) {
    state.draining();
    models.close();
    if (!scheduler.stop(config.drainLimit())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "steps of jobs still ran after " + config.drainLimit() + " and were left to others");
    }
  }
}
