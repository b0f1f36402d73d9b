package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.job.JobSteps.Answer;
import com.footanalytics.vision.testing.TestingDatabases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which job's turn it is, on each kind of database. */
@Timeout(60)
abstract class JobTurnsContract extends ProcessesContract {

  private static final int LONG_ONE = 100;
  private static final int SHORT_ONE = 2;

  /** Of a job that many others come after. */
  private static final int MIDDLE_ONE = 20;

  /** All steps of a short job: two segments, before them its preparation, after them its end. */
  private static final int SHORT_STEPS = SHORT_ONE + 2;

  /** Steps that a process may have chosen before it hears of others. */
  private static final int CHOSEN = 9;

  JobTurnsContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  @Test
  void aShortJobThatCameAfterALongOneEndsAfterAFewOfItsSteps() {
    Process one = new Process("one", SHORT_ONE);
    Job first = submitLong(one);
    Job second = submit(one);
    List<JobId> done = new ArrayList<>();
    while (!hasEnded(one, second)) {
      done.add(doNext(one));
    }
    assertEquals(3, Collections.frequency(done, first.id()));
    assertEquals(SHORT_STEPS, Collections.frequency(done, second.id()));
  }

  @Test
  void aShortJobGoesBeforeTheRestOfALongOne() {
    Process one = new Process("one", SHORT_ONE);
    submitLong(one);
    for (int i = 0; i < 10; i++) {
      doNext(one);
    }
    Job second = submit(one);
    for (int i = 0; i < SHORT_STEPS; i++) {
      assertEquals(second.id(), doNext(one));
    }
    assertTrue(hasEnded(one, second));
  }

  @Test
  void severalShortJobsPassALongOneBetweenTwoOfItsSegments() {
    Process one = new Process("one", SHORT_ONE);
    Job first = submitLong(one);
    for (int i = 0; i < 3; i++) {
      doNext(one);
    }
    Set<JobId> others = new HashSet<>();
    for (int i = 1; i < TaskRows.SEGMENT_TURNS; i++) {
      others.add(submit(one).id());
    }
    Set<JobId> passed = new HashSet<>();
    for (JobId next = doNext(one); !next.equals(first.id()); next = doNext(one)) {
      passed.add(next);
    }
    assertEquals(others, passed);
  }

  @Test
  void jobsOfOneLengthEndInTheOrderInWhichTheyCame() {
    Process one = new Process("one", 5);
    List<Job> jobs = List.of(submit(one), submit(one), submit(one));
    while (!steps().isEmpty()) {
      doNext(one);
    }
    assertEquals(jobs.stream().map(Job::id).toList(), ended.stream().map(Job::id).toList());
  }

  @Test
  void aLongJobEndsThoughAShortOneComesWithEveryStep() {
    Process one = new Process("one", SHORT_ONE, "max-queued", "10000");
    Job first = submitOf(MIDDLE_ONE, one);
    Map<JobId, Integer> done = new HashMap<>();
    for (int step = 0; !hasEnded(one, first); step++) {
      submit(one);
      done.merge(doNext(one), 1, Integer::sum);
      assertTrue(
          step <= MIDDLE_ONE * (1 + TaskRows.SEGMENT_TURNS * SHORT_STEPS),
          () -> "starves: " + done.get(first.id()));
    }
    assertEquals(MIDDLE_ONE + 2, done.get(first.id()));
  }

  @Test
  void theSchedulerLetsAShortJobGoFirst() throws Exception {
    Process one = new Process("one", SHORT_ONE);
    one.steps.hold("segment 20");
    Job first = submitLong(one);
    one.scheduler.start();
    one.steps.awaitHeld();
    int before = one.steps.jobs().size();
    Job second = submit(one);
    one.steps.release();
    assertEquals(new JobState.Succeeded(), awaitEnd(second.id()).state());
    List<JobId> jobs = one.steps.jobs();
    List<JobId> between = jobs.subList(before, jobs.lastIndexOf(second.id()));
    assertTrue(Collections.frequency(between, first.id()) <= CHOSEN, between::toString);
    assertEquals(new JobState.Succeeded(), awaitEnd(first.id()).state());
  }

  @Test
  void theSchedulerEndsALongJobWhileShortOnesKeepComing() throws Exception {
    int waiting = 10;
    Process one = new Process("one", SHORT_ONE);
    Job first = submitOf(MIDDLE_ONE, one);
    for (int i = 0; i < waiting; i++) {
      submit(one);
      keepComing(one, first.id());
    }
    one.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(first.id()).state());
    long others = one.steps.begun().stream().filter("finish"::equals).count() - 1;
    assertTrue(others <= MIDDLE_ONE * TaskRows.SEGMENT_TURNS + CHOSEN, others + " went before");
  }

  /** Lets another short job come for one that ends. */
  private void keepComing(Process process, JobId until) {
    process.steps.answer(
        "finish",
        job -> {
          if (!job.equals(until)) {
            submit(process);
            keepComing(process, until);
          }
          return process.steps.work(job, "finish");
        });
  }

  private Job submitLong(Process process) {
    return submitOf(LONG_ONE, process);
  }

  private Job submitOf(int segments, Process process) {
    Job job = submit(process);
    process.steps.segments(job.id(), segments);
    return job;
  }

  private static boolean hasEnded(Process process, Job job) {
    return process.stores.jobs().find(job.id()).orElseThrow().hasEnded();
  }

  /** Does the step that is first in the table, as the only thread of all would; whose that was. */
  private JobId doNext(Process process) {
    String[] row = steps().getFirst().split(" ", 2);
    StepName step = StepName.of(StepName.Kind.ofTask(row[0]), row[1]);
    process.moves.start(step.job());
    Answer answer =
        switch (step.kind()) {
          case PREPARE -> process.steps.prepare(step.job());
          case SEGMENT -> process.steps.segment(step.job(), step.number());
          case FINISH -> process.steps.finish(step.job());
        };
    assertEquals(new Answer.Done(), answer);
    database.transaction(connection ->
        new Sql(connection)
            .update(
                "delete from scheduled_tasks where task_name = ? and task_instance = ?",
                row[0],
                row[1]));
    return step.job();
  }
}
