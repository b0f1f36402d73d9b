package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/**
 * A process that works on jobs until it is killed or all have ended, of which there must be one.
 * Says {@code started}, then {@code idle} once no job is left.
 */
final class ChildWorker {

  static final int SEGMENTS = 20;
  static final int CONCURRENCY = 2;
  private static final Clock CLOCK = Clock.systemUTC();

  private ChildWorker() {}

  /**
   * @param args the database's address, the data folder, the folder of results, how many jobs to
   *     add, the length of a segment in milliseconds
   */
  public static void main(String[] args) throws InterruptedException {
    Path data = Path.of(args[1]);
    try (WorkerIdentity identity =
            WorkerIdentity.open(data, "child", RandomGenerator.getDefault());
        Database database = Database.open(args[0], Optional.empty(), Optional.empty(), 6)) {
      JobStores stores = stores(database);
      JobMoves moves = new JobMoves(stores.jobs(), CLOCK, _ -> {});
      FileSteps steps =
          new FileSteps(
              stores,
              moves,
              identity.name(),
              Path.of(args[2]),
              SEGMENTS,
              Duration.ofMillis(Long.parseLong(args[4])),
              new CountDownLatch(1));
      try (JobScheduler scheduler = new JobScheduler(stores, steps, moves, identity, List.of())) {
        scheduler.start();
        System.out.println("started " + identity.name());
        JobDesk desk = new JobDesk(stores.jobs(), new JobIdGenerator(CLOCK, new Random()), CLOCK);
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
          desk.submit("v", JobOptions.DEFAULT);
        }
        awaitEndOfAll(stores.jobs());
        System.out.println("idle");
      }
    }
  }

  static JobStores stores(Database database) {
    return new JobStores(
        database,
        TestingJobConfig.of(
            "concurrency", Integer.toString(CONCURRENCY),
            "heartbeat", "PT0.25S",
            "poll-interval", "PT0.1S",
            "max-attempts", "1000",
            "max-queued", "1000"),
        CLOCK);
  }

  private static void awaitEndOfAll(JobStore store) throws InterruptedException {
    while (store
        .list(new JobQuery(1, Optional.empty(), Optional.empty(), Optional.empty()))
        .isEmpty()) {
      Thread.sleep(20);
    }
    for (JobState.Kind kind : List.of(JobState.Kind.QUEUED, JobState.Kind.RUNNING)) {
      List<Job> left = unended(store, kind);
      while (!left.isEmpty()) {
        store.awaitChange(left.getFirst().id(), left.getFirst().version(), Duration.ofSeconds(1));
        left = unended(store, kind);
      }
    }
  }

  private static List<Job> unended(JobStore store, JobState.Kind kind) {
    return store.list(new JobQuery(1, Optional.empty(), Optional.of(kind), Optional.empty()));
  }
}
