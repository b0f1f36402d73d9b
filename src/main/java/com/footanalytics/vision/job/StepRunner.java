package com.footanalytics.vision.job;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.job.JobSteps.Answer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs single steps: only those of jobs that still want them, suspects alone, those that were tried
 * too often not at all. Thread-safe.
 */
final class StepRunner {

  /** The reason people are given where the log alone is to say more. */
  static final String BUG = "internal error; the service's log of this job says more";

  private static final System.Logger LOG = System.getLogger(StepRunner.class.getName());

  private final JobStores stores;
  private final JobSteps steps;
  private final JobMoves moves;
  private final String worker;
  private final StepGate gate = new StepGate();
  private final Set<StepName> running = ConcurrentHashMap.newKeySet();

  StepRunner(JobStores stores, JobSteps steps, JobMoves moves, String worker) {
    this.stores = stores;
    this.steps = steps;
    this.moves = moves;
    this.worker = worker;
  }

  /** The jobs of which steps run here. */
  Set<JobId> jobs() {
    return running.stream().map(StepName::job).collect(Collectors.toSet());
  }

  Set<StepName> running() {
    return Set.copyOf(running);
  }

  /** Gives a step up that still runs, not counted as an attempt. */
  void handBack(StepName step) {
    if (step.kind() == StepName.Kind.SEGMENT) {
      stores.segments().handBack(step.job(), step.number(), worker);
    } else {
      stores.ledger().end(step.job(), worker, false);
    }
  }

  /** Begins no step any more and tells those that run. */
  void close() {
    gate.close();
    steps.stopping();
  }

  Answer run(StepName step) {
    if (!wanted(step.job())) {
      return new Answer.Done();
    }
    Tried tried = tried(step);
    if (tried.attempts() >= stores.config().maxAttempts()) {
      moves.end(
          step.job(),
          new JobState.Failed(
              "%s was begun %d times and never ended; the workers' logs say why"
                  .formatted(step.title(), tried.attempts())));
      return new Answer.Done();
    }
    if (!gate.enter(tried.crashes() > 0)) {
      return new Answer.HandedBack();
    }
    running.add(step);
    try {
      if (!wanted(step.job())) {
        return new Answer.Done();
      }
      moves.start(step.job());
      Answer answer = call(step);
      return wanted(step.job()) ? answer : new Answer.Done();
    } finally {
      running.remove(step);
      gate.leave();
    }
  }

  /**
   * What a step has gone through.
   *
   * @param attempts how often it was begun
   * @param crashes how many of those ended with a crash
   */
  private record Tried(int attempts, int crashes) {}

  private Tried tried(StepName step) {
    if (step.kind() == StepName.Kind.SEGMENT) {
      return stores
          .segments()
          .find(step.job(), step.number())
          .filter(segment -> !segment.isDone())
          .map(segment -> new Tried(segment.attempts(), segment.crashes()))
          .orElse(new Tried(0, 0));
    }
    StepLedger.Tries tries = stores.ledger().tries(step.job());
    return new Tried(tries.attempts(), tries.crashes());
  }

  /** Ends a job whose end is asked for; whether its steps are still to be done. */
  private boolean wanted(JobId id) {
    Optional<Job> job = stores.jobs().find(id).filter(found -> !found.hasEnded());
    if (job.map(Job::cancelRequested).orElse(false)) {
      moves.end(id, new JobState.Cancelled());
      return false;
    }
    return job.isPresent();
  }

  private Answer call(StepName step) {
    try {
      return switch (step.kind()) {
        case PREPARE -> counted(step, () -> steps.prepare(step.job()));
        case SEGMENT -> segment(step);
        case FINISH -> counted(step, () -> steps.finish(step.job()));
      };
    } catch (DatabaseException e) {
      LOG.log(System.Logger.Level.WARNING, step + ": " + e.getMessage());
      return new Answer.TryAgain(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, step + " failed", e);
      return new Answer.TryAgain(BUG);
    }
  }

  private Answer segment(StepName step) {
    boolean counts = true;
    try {
      Answer answer = steps.segment(step.job(), step.number());
      counts = counts(answer);
      return answer;
    } finally {
      if (counts) {
        stores.segments().release(step.job(), step.number(), worker);
      } else {
        stores.segments().handBack(step.job(), step.number(), worker);
      }
    }
  }

  /** Whether what was answered counts as an attempt. */
  private static boolean counts(Answer answer) {
    return switch (answer) {
      case Answer.Done _, Answer.TryAgain _ -> true;
      case Answer.HandedBack _, Answer.Later _ -> false;
    };
  }

  private Answer counted(StepName step, Supplier<Answer> call) {
    stores.ledger().begin(step.job(), worker);
    boolean counts = true;
    try {
      Answer answer = call.get();
      counts = counts(answer);
      return answer;
    } finally {
      stores.ledger().end(step.job(), worker, counts);
    }
  }
}
