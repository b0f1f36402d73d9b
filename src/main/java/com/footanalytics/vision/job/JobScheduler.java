package com.footanalytics.vision.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This process' part in doing jobs: takes due steps by their turn, runs a bounded number at once,
 * and takes over what dead processes held. Owns its threads. Thread-safe.
 */
public final class JobScheduler implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JobScheduler.class.getName());
  private static final int MORE_CANDIDATES = 8;

  private final JobStores stores;
  private final WorkerIdentity identity;
  private final List<Runnable> sweeps;
  private final StepRunner runner;
  private final JobWatch watch;
  private final Recovery recovery;
  private final Optional<Threads> threads;
  private boolean stopped;

  /** What runs the steps where this process runs any. */
  private record Threads(Scheduler scheduler, StepPool pool) {}

  /** Steps have no data of their own; nothing from the table is ever deserialised. */
  private static final class NoData implements Serializer {

    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
      return null;
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
      return null;
    }
  }

  /**
   * @param identity stays its caller's; to be closed after this
   * @param sweeps what is to be done every sweep interval, by one process of all
   */
  public JobScheduler(
      JobStores stores,
      JobSteps steps,
      JobMoves moves,
      WorkerIdentity identity,
      List<Runnable> sweeps) {
    this.stores = stores;
    this.identity = identity;
    this.sweeps = List.copyOf(sweeps);
    this.runner = new StepRunner(stores, steps, moves, identity.name());
    this.watch = new JobWatch(stores, runner, steps, moves);
    this.recovery = new Recovery(stores, moves, identity);
    this.threads =
        stores.config().concurrency() < 1
            ? Optional.empty()
            : Optional.of(threads(new StepTasks(stores, runner, moves)));
  }

  /** Takes back what this worker held when it died, and begins to take steps. To be called once. */
  public void start() {
    recovery.run();
    watch.start();
    threads.ifPresent(it -> it.scheduler().start());
  }

  /**
   * Takes no more steps at once, asks the running ones to come to an end, and waits for them; what
   * still runs after {@code grace} is handed to other workers. Asking again changes nothing.
   *
   * @return whether every step returned in time
   */
  public synchronized boolean stop(Duration grace) {
    if (stopped) {
      return true;
    }
    stopped = true;
    threads.ifPresent(it -> {
      it.scheduler().pause();
      it.pool().shutdown();
      it.pool().forgetCandidates();
    });
    runner.close();
    boolean inTime = threads.map(it -> await(it.pool(), grace)).orElse(true);
    watch.close();
    if (!inTime) {
      handBack();
    }
    threads.ifPresent(it -> it.scheduler().stop());
    return inTime;
  }

  /** Stops, waiting only for what is about to return. */
  @Override
  public void close() {
    stop(Duration.ofSeconds(1));
  }

  private Threads threads(StepTasks tasks) {
    JobConfig config = stores.config();
    int count = config.concurrency();
    StepPool pool = new StepPool(count, count + MORE_CANDIDATES);
    Scheduler scheduler =
        Scheduler.create(stores.database().dataSource(), tasks.all())
            .startTasks(List.of(sweepTask()))
            .schedulerName(new SchedulerName.Fixed(identity.name()))
            .serializer(new NoData())
            .jdbcCustomization(new DefaultJdbcCustomization(false))
            .enablePriority()
            .enableImmediateExecution()
            .threads(count)
            .executorService(pool)
            .pollUsingFetch(0.5, (double) (count + MORE_CANDIDATES) / count)
            .pollingInterval(config.pollInterval())
            .heartbeatInterval(config.heartbeat())
            .missedHeartbeatsLimit(config.missedHeartbeats())
            .shutdownMaxWait(Duration.ofMillis(1))
            .failureLogging(LogLevel.WARN, true)
            .build();
    stores
        .bell()
        .onDue(() -> {
          // What waits for a thread may come after what became due.
          pool.forgetCandidates();
          scheduler.triggerCheckForDueExecutions();
        });
    return new Threads(scheduler, pool);
  }

  private RecurringTask<Void> sweepTask() {
    return Tasks.recurring("sweep", FixedDelay.of(stores.config().sweepInterval()), Void.class)
        .execute((_, _) -> {
          new Reconciliation(stores).run();
          sweeps.forEach(JobScheduler::sweep);
        });
  }

  private static void sweep(Runnable sweep) {
    try {
      sweep.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a sweep failed; the next one tries again", e);
    }
  }

  private void handBack() {
    LOG.log(
        System.Logger.Level.WARNING,
        "steps still run and are handed to others: {0}",
        runner.running());
    try {
      runner.running().forEach(runner::handBack);
      stores.ledger().releaseAll(identity.name());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "others take over after missed heartbeats", e);
    }
  }

  private static boolean await(StepPool pool, Duration grace) {
    try {
      return pool.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
