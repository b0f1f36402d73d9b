package com.footanalytics.vision.job;

import java.time.Instant;
import java.util.Optional;

/** Takes back, at a worker's start, what it held when it died, and counts what it died of. */
final class Recovery {

  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final JobStores stores;
  private final JobMoves moves;
  private final WorkerIdentity identity;

  Recovery(JobStores stores, JobMoves moves, WorkerIdentity identity) {
    this.stores = stores;
    this.moves = moves;
    this.identity = identity;
  }

  void run() {
    String worker = identity.name();
    CrashLogs logs = new CrashLogs(identity.crashes());
    Instant before = stores.ledger().lastStart(worker).orElse(Instant.EPOCH);
    Optional<CrashLog> crash = logs.newest(before);
    crash.ifPresent(log -> count(worker, log));
    int released = stores.ledger().releaseAll(worker);
    if (released > 0) {
      LOG.log(System.Logger.Level.WARNING, "{0} died with {1} steps; they go on", worker, released);
    }
    stores.ledger().started(worker, stores.clock().instant());
    logs.putAway();
    stores.bell().due();
  }

  private void count(String worker, CrashLog crash) {
    LOG.log(System.Logger.Level.WARNING, "{0} died of {1}", worker, crash);
    for (Segment segment : stores.segments().crashed(worker)) {
      judge(segment.job(), "segment " + segment.number(), segment.crashes(), crash);
    }
    for (StepLedger.Tries step : stores.ledger().crashed(worker)) {
      judge(step.job(), "preparing or finishing", step.crashes(), crash);
    }
  }

  private void judge(JobId job, String step, int crashes, CrashLog crash) {
    if (crashes >= stores.config().maxCrashes()) {
      moves.end(
          job,
          new JobState.Failed(
              "crashes the decoder: %s during %s, %d times".formatted(crash, step, crashes)));
    }
  }
}
