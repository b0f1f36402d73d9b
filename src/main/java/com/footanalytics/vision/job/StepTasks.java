package com.footanalytics.vision.job;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.job.JobSteps.Answer;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of steps as db-scheduler knows them, and what an answer means to it. */
final class StepTasks {

  private static final System.Logger LOG = System.getLogger(StepTasks.class.getName());

  private final JobStores stores;
  private final StepRunner runner;
  private final JobMoves moves;

  StepTasks(JobStores stores, StepRunner runner, JobMoves moves) {
    this.stores = stores;
    this.runner = runner;
    this.moves = moves;
  }

  List<Task<?>> all() {
    return Arrays.stream(StepName.Kind.values()).<Task<?>>map(this::task).toList();
  }

  private Task<Void> task(StepName.Kind kind) {
    return Tasks.custom(kind.taskName(), Void.class)
        .onFailure((complete, operations) ->
            failed(kind, complete, operations, reason(complete.getCause())))
        .onDeadExecution((complete, _) -> takeOver(kind, complete.getExecution()))
        .execute((instance, _) -> after(kind, runner.run(StepName.of(kind, instance.getId()))));
  }

  /** What to say of a step that threw before or after it ran. */
  private static String reason(Optional<Throwable> cause) {
    return cause
        .filter(DatabaseException.class::isInstance)
        .map(Throwable::getMessage)
        .orElse(StepRunner.BUG);
  }

  private CompletionHandler<Void> after(StepName.Kind kind, Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> (complete, operations) -> drop(kind, complete, operations);
      case Answer.HandedBack _ ->
          (complete, operations) ->
              operations.reschedule(complete, complete.getExecution().executionTime);
      case Answer.Later(Duration delay) ->
          (complete, operations) ->
              operations.reschedule(complete, complete.getTimeDone().plus(delay));
      case Answer.TryAgain(String reason) ->
          (complete, operations) -> failed(kind, complete, operations, reason);
    };
  }

  private static void drop(
      StepName.Kind kind, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    try {
      operations.stop();
    } catch (ExecutionException _) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} was taken over by another process meanwhile",
          StepName.of(kind, complete.getExecution().getId()));
    }
  }

  private void failed(
      StepName.Kind kind,
      ExecutionComplete complete,
      ExecutionOperations<Void> operations,
      String reason) {
    Execution execution = complete.getExecution();
    StepName step = StepName.of(kind, execution.getId());
    int failures = execution.consecutiveFailures + 1;
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: failure {1} of {2}: {3}",
        step,
        failures,
        stores.config().maxFailures(),
        reason);
    if (failures >= stores.config().maxFailures()) {
      moves.end(step.job(), new JobState.Failed(reason));
      drop(kind, complete, operations);
      return;
    }
    moves.trouble(step.job(), reason);
    operations.reschedule(
        ExecutionComplete.failure(
            execution,
            complete.getTimeDone().minus(complete.getDuration()),
            complete.getTimeDone(),
            null),
        complete.getTimeDone().plus(delay(failures)));
  }

  private Duration delay(int failures) {
    Duration longest = stores.config().maxRetryDelay();
    Duration delay = stores.config().retryDelay();
    for (int i = 1; i < failures && delay.compareTo(longest) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }

  private void takeOver(StepName.Kind kind, Execution execution) {
    boolean released =
        stores
            .database()
            .transaction(connection -> TaskRows.release(new Sql(connection), execution));
    if (released) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: {1} shows no sign of life; others go on",
          StepName.of(kind, execution.getId()),
          execution.pickedBy);
      stores.bell().due();
    }
  }
}
