package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import java.time.Clock;

/** All that is kept about jobs in one database, which stays its caller's. Thread-safe. */
public final class JobStores {

  private final Database database;
  private final JobConfig config;
  private final Clock clock;
  private final JobBell bell = new JobBell();
  private final JdbcJobStore jobs;
  private final JdbcSegmentStore segments;
  private final StepLedger ledger;

  public JobStores(Database database, JobConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.jobs = new JdbcJobStore(database, bell, config.maxQueued());
    this.segments = new JdbcSegmentStore(database, bell, clock, config.progressInterval());
    this.ledger = new StepLedger(database);
  }

  public JobStore jobs() {
    return jobs;
  }

  public SegmentStore segments() {
    return segments;
  }

  /** The jobs that have not ended, now. */
  public JobCensus census() {
    return JobCensus.of(database, clock.instant());
  }

  StepLedger ledger() {
    return ledger;
  }

  JobBell bell() {
    return bell;
  }

  Database database() {
    return database;
  }

  JobConfig config() {
    return config;
  }

  Clock clock() {
    return clock;
  }
}
