package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.job.JobSteps.Answer;
import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How jobs are done, on each kind of database. */
@Timeout(60)
abstract class JobSchedulerContract extends ProcessesContract {

  JobSchedulerContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  @Test
  void aJobIsPreparedItsSegmentsAreDoneInOrderAndItIsFinished() throws Exception {
    Process one = new Process("one", 3);
    Job job = submit(one);
    one.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    assertEquals(
        List.of("prepare", "segment 0", "segment 1", "segment 2", "finish"), one.steps.begun());
    one.close();
    assertEquals(List.of(job.id()), ended.stream().map(Job::id).toList());
    assertEquals(List.of(), steps());
  }

  @Test
  void asManyStepsRunAtOnceAsMay() throws Exception {
    Process one = new Process("one", 3, "concurrency", "3");
    CyclicBarrier together = new CyclicBarrier(3);
    for (int i = 0; i < 3; i++) {
      int number = i;
      one.steps.answer(
          "segment " + number,
          job -> {
            await(together);
            one.stores.segments().done(job, number, TestingPlans.result(100));
            return new Answer.Done();
          });
    }
    one.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(submit(one).id()).state());
  }

  @Test
  void aStepThatMayStillBeDoneIsTriedAgainAndItsTroubleTold() throws Exception {
    Process one = new Process("one", 1);
    one.steps
        .answer("segment 0", _ -> new Answer.TryAgain("disk full"))
        .answer(
            "segment 0",
            _ -> {
              throw new IllegalStateException("secret");
            })
        .answer("segment 0", _ -> new Answer.HandedBack())
        .answer("segment 0", _ -> new Answer.Later(Duration.ofMillis(1)))
        .hold("segment 0");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    Job running = one.stores.jobs().find(job.id()).orElseThrow();
    assertEquals(
        Optional.of("internal error; the service's log of this job says more"), running.trouble());
    assertEquals(3, running.attempts());
    one.steps.release();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
  }

  @Test
  void aStepThatFailsTooOftenInARowFailsItsJob() throws Exception {
    Process one = new Process("one", 2, "max-failures", "3");
    for (int i = 0; i < 3; i++) {
      one.steps.answer("prepare", _ -> new Answer.TryAgain("object store: no answer"));
    }
    one.scheduler.start();
    Job job = submit(one);
    assertEquals(new JobState.Failed("object store: no answer"), awaitEnd(job.id()).state());
    assertEquals(new JobState.Succeeded(), awaitEnd(submit(one).id()).state());
    assertEquals(List.of("prepare", "prepare", "prepare"), one.steps.begun().subList(0, 3));
    one.close();
    assertEquals(List.of(), steps());
  }

  @Test
  void aSegmentBegunTooOftenFailsItsJob() throws Exception {
    Process one = new Process("one", 2, "max-attempts", "3");
    one.steps.hold("segment 0");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    for (int i = 0; i < 3; i++) {
      one.stores.segments().begin(job.id(), 1, "other-0000000000000001");
    }
    one.steps.release();
    assertEquals(
        new JobState.Failed(
            "segment 1 was begun 3 times and never ended; the workers' logs say why"),
        awaitEnd(job.id()).state());
  }

  @Test
  void aRunningJobIsCancelledWithinASecondFromAnyProcess() throws Exception {
    Process one = new Process("one", 2);
    Process other = new Process("other", 2, "concurrency", "0");
    one.steps.holdUntilAsked("segment 0");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    long asked = System.nanoTime();
    assertInstanceOf(JobDesk.Cancel.Requested.class, other.desk.cancel(job.id()));
    assertEquals(new JobState.Cancelled(), awaitEnd(job.id()).state());
    assertTrue(System.nanoTime() - asked < Duration.ofSeconds(1).toNanos());
    assertEquals(new JobState.Succeeded(), awaitEnd(submit(one).id()).state());
    assertEquals("segment 0", one.steps.begun().get(1));
    assertEquals("prepare", one.steps.begun().get(2));
  }

  @Test
  void aJobThatWaitsForItsNextTryIsCancelledWithinASecond() throws Exception {
    Process one = new Process("one", 2, "retry-delay", "PT1H", "max-retry-delay", "PT1H");
    one.steps.answer("segment 0", _ -> new Answer.TryAgain("disk full")).hold("segment 1");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    assertEquals(
        Optional.of("disk full"), one.stores.jobs().find(job.id()).orElseThrow().trouble());
    long asked = System.nanoTime();
    one.desk.cancel(job.id());
    assertEquals(new JobState.Cancelled(), awaitEnd(job.id()).state());
    assertTrue(System.nanoTime() - asked < Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aQueuedJobThatIsCancelledIsNeverBegun() throws Exception {
    Process one = new Process("one", 1);
    Job cancelled = submit(one);
    one.desk.cancel(cancelled.id());
    Job next = submit(one);
    one.scheduler.start();
    awaitEnd(next.id());
    assertEquals(List.of("prepare", "segment 0", "finish"), one.steps.begun());
  }

  @Test
  void aProcessThatRunsNoJobsTakesNone() throws Exception {
    Process none = new Process("none", 1, "concurrency", "0");
    Process one = new Process("one", 1);
    none.scheduler.start();
    one.scheduler.start();
    awaitEnd(submit(none).id());
    assertEquals(List.of(), none.steps.begun());
    assertTrue(none.scheduler.stop(LONG));
  }

  @Test
  void stoppingLetsRunningStepsComeToAnEndAndBeginsNoOther() throws Exception {
    Process one = new Process("one", 2, "concurrency", "2");
    one.steps.hold("segment 0").holdUntilAsked("segment 1");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    one.steps.awaitHeld();
    Job waiting = submit(one);
    FutureTask<Boolean> stopped = new FutureTask<>(() -> one.scheduler.stop(LONG));
    Thread.ofPlatform().start(stopped);
    while (segment(one, job, 1).attempts() > 0) {
      Thread.onSpinWait();
    }
    one.steps.release();
    assertTrue(stopped.get());
    assertTrue(segment(one, job, 0).isDone());
    assertEquals(Optional.empty(), segment(one, job, 1).worker());
    assertEquals(new JobState.Queued(), find(one, waiting).state());
    assertEquals(3, one.steps.begun().size());

    Process other = new Process("other", 2);
    other.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    assertEquals(List.of("segment 1", "finish"), other.steps.begun(job.id()));
  }

  @Test
  void whatRunsBeyondTheGracePeriodIsHandedOverAtOnce() throws Exception {
    Process one = new Process("one", 2);
    one.steps.hold("segment 0");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    assertFalse(one.scheduler.stop(Duration.ofMillis(10)));
    assertEquals(0, segment(one, job, 0).attempts());
    Process other = new Process("other", 2, "heartbeat", "PT1H");
    other.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    one.steps.release();
    assertEquals(List.of("segment 0", "segment 1", "finish"), other.steps.begun());
  }

  @Test
  void stepsOfADeadProcessAreTakenOverAfterMissedHeartbeats() throws Exception {
    Process one = new Process("one", 2);
    one.steps.hold("segment 0");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    // The row as it is when its holder has been dead for long; its version is the holder's no more.
    database.transaction(connection ->
        new Sql(connection)
            .update(
                """
                update scheduled_tasks set picked_by = ?, last_heartbeat = ?, version = version + 1
                where picked and job_id = ?\
                """,
                "dead-0000000000000001",
                CLOCK.instant().minus(Duration.ofHours(1)),
                job.id().value()));
    Process other = new Process("other", 2);
    other.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    assertTrue(other.steps.begun().contains("segment 0"), () -> other.steps.begun().toString());
    one.steps.release();
  }

  @Test
  void aProcessThatStartsAgainTakesWhatItHeldAtOnce() throws Exception {
    Process one = new Process("one", 1, "heartbeat", "PT1H", "concurrency", "0");
    String name = one.identity.name();
    Job job = submit(one);
    database.transaction(connection ->
        new Sql(connection)
            .update(
                """
                update scheduled_tasks set picked = true, picked_by = ?, last_heartbeat = ?
                where job_id = ?\
                """,
                name,
                CLOCK.instant(),
                job.id().value()));
    one.close();
    Process again = new Process("one", 1, "heartbeat", "PT1H");
    assertEquals(name, again.identity.name());
    again.scheduler.start();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
  }

  @Test
  void stepsThatGotLostAreFoundAgain() throws Exception {
    Process one = new Process("one", 2, "sweep-interval", "PT0.1S");
    one.steps.hold("segment 0");
    one.scheduler.start();
    Job job = submit(one);
    one.steps.awaitHeld();
    Job queued = submit(one);
    database.transaction(connection ->
        new Sql(connection).update("delete from scheduled_tasks where job_id is not null"));
    one.steps.release();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    assertEquals(new JobState.Succeeded(), awaitEnd(queued.id()).state());
  }

  @Test
  void manyProcessesShareJobsAndDoEachStepOnce() throws Exception {
    for (String name : List.of("one", "two", "three")) {
      new Process(name, 4, "concurrency", "2", "max-queued", "50", "heartbeat", "PT5S");
    }
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      jobs.add(submit(processes.get(i % 3)));
    }
    processes.forEach(process -> process.scheduler.start());
    for (Job job : jobs) {
      assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    }
    assertEquals(15 * 6, processes.stream().mapToInt(p -> p.steps.begun().size()).sum());
    long waited = System.nanoTime();
    while (ended.size() < 15 && System.nanoTime() - waited < 20_000_000_000L) {
      Thread.onSpinWait();
    }
    assertEquals(15, ended.size());
  }

  private static Job find(Process process, Job job) {
    return process.stores.jobs().find(job.id()).orElseThrow();
  }

  private static Segment segment(Process process, Job job, int number) {
    return process.stores.segments().find(job.id(), number).orElseThrow();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
