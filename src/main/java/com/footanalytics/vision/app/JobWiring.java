package com.footanalytics.vision.app;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.DatabaseConfig;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobDesk;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobMoves;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.SegmentStore;
import com.footanalytics.vision.job.WorkerIdentity;
import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes what jobs are kept in and moved by. */
final class JobWiring {

  @Produces
  @Singleton
  WorkerIdentity workerIdentity(ServiceConfig config) {
    return WorkerIdentity.open(config.dataDir(), host(), new SecureRandom());
  }

  void close(@Disposes WorkerIdentity identity) {
    identity.close();
  }

  /** Needs the identity, so that a data folder in use is found out before its database is. */
  @Produces
  @Singleton
  Database database(ServiceConfig service, DatabaseConfig config, WorkerIdentity identity) {
    return Database.open(
        config
            .url()
            .orElseGet(() -> Database.fileUrl(service.dataDir().resolve("db").resolve("jobs"))),
        config.user(),
        config.password(),
        config.maxConnections());
  }

  void close(@Disposes Database database) {
    database.close();
  }

  @Produces
  @Singleton
  JobStores jobStores(Database database, JobConfig config, Clock clock) {
    return new JobStores(database, config, clock);
  }

  @Produces
  @Singleton
  JobStore jobStore(JobStores stores) {
    return stores.jobs();
  }

  @Produces
  @Singleton
  SegmentStore segmentStore(JobStores stores) {
    return stores.segments();
  }

  @Produces
  @Singleton
  JobMoves jobMoves(JobStore store, Clock clock, MicrometerTelemetry telemetry) {
    return new JobMoves(store, clock, job -> telemetry.ended(outcome(job)));
  }

  @Produces
  @Singleton
  JobDesk jobDesk(JobStore store, JobIdGenerator ids, Clock clock) {
    return new JobDesk(store, ids, clock);
  }

  private static JobOutcome outcome(Job ended) {
    return switch (ended.state()) {
      case JobState.Succeeded _ -> JobOutcome.SUCCEEDED;
      case JobState.Cancelled _ -> JobOutcome.CANCELLED;
      case JobState.Failed _, JobState.Queued _, JobState.Running _ -> JobOutcome.FAILED;
    };
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "worker";
    }
  }
}
