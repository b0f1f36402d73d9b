package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.job.JobSteps.Answer;
import com.footanalytics.vision.testing.TestingDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecoveryTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path data;
  private final Database database = TestingDatabases.memory();
  private final JobStores stores =
      new JobStores(database, TestingJobConfig.of("heartbeat", "PT1H", "concurrency", "3"), CLOCK);
  private final JobIdGenerator ids = new JobIdGenerator(CLOCK, new Random(1));
  private final List<Job> ended = new ArrayList<>();
  private final JobMoves moves = new JobMoves(stores.jobs(), CLOCK, ended::add);
  private WorkerIdentity identity;

  @BeforeEach
  void open() {
    identity = WorkerIdentity.open(data, "one", new Random(1));
    recover();
  }

  @AfterEach
  void close() {
    identity.close();
    database.close();
  }

  @Test
  void whatACrashedWorkerHeldIsSuspectAndTheSecondCrashFailsItsJob() throws IOException {
    JobId poison = planned(2);
    JobId other = planned(2);
    stores.segments().begin(poison, 1, identity.name());
    stores.segments().begin(other, 0, identity.name());
    crash();
    recover();
    assertEquals(List.of(0, 1), crashes(poison));
    assertEquals(List.of(1, 0), crashes(other));
    assertEquals(List.of(), ended);

    stores.segments().begin(poison, 1, identity.name());
    crash();
    recover();
    assertEquals(
        List.of(
            new JobState.Failed(
                "crashes the decoder: SIGSEGV in C [libavcodec.so.62+0x1b2c] decode_slice+0x44 during segment 1, 2 times")),
        ended.stream().map(Job::state).toList());
    assertEquals(poison, ended.getFirst().id());
    assertFalse(stores.jobs().find(other).orElseThrow().hasEnded());
  }

  @Test
  void aDeathWithoutALogIsNoCrash() {
    JobId job = planned(1);
    stores.segments().begin(job, 0, identity.name());
    recover();
    Segment segment = stores.segments().find(job, 0).orElseThrow();
    assertEquals(0, segment.crashes());
    assertEquals(1, segment.attempts());
    assertTrue(segment.worker().isEmpty());
  }

  @Test
  void aLogCountsOnce() throws IOException {
    JobId job = planned(1);
    stores.segments().begin(job, 0, identity.name());
    crash();
    recover();
    stores.segments().begin(job, 0, identity.name());
    recover();
    assertEquals(List.of(1), crashes(job));
  }

  @Test
  void aVideoThatCrashesWhileItIsPreparedFailsToo() throws IOException {
    JobId job = running();
    for (int i = 0; i < 2; i++) {
      stores.ledger().begin(job, identity.name());
      crash();
      recover();
    }
    assertEquals(
        List.of(
            new JobState.Failed(
                "crashes the decoder: SIGSEGV in C [libavcodec.so.62+0x1b2c] decode_slice+0x44 during preparing or finishing, 2 times")),
        ended.stream().map(Job::state).toList());
  }

  @Test
  void aSuspectSegmentRunsAlone() throws Exception {
    JobId suspect = planned(3);
    stores.segments().begin(suspect, 1, identity.name());
    stores.segments().crashed(identity.name());
    TestingSteps steps = new TestingSteps(stores, moves, identity.name(), 3);
    List<String> beside = new ArrayList<>();
    steps
        .hold("segment 0")
        .answer(
            "segment 1",
            job -> {
              beside.addAll(
                  stores.segments().of(job).stream()
                      .filter(segment -> segment.worker().isPresent())
                      .map(segment -> "segment " + segment.number())
                      .toList());
              stores.segments().done(job, 1, TestingPlans.result(100));
              return new Answer.Done();
            });
    try (JobScheduler scheduler = new JobScheduler(stores, steps, moves, identity, List.of())) {
      scheduler.start();
      steps.awaitHeld();
      steps.release();
      awaitEnd(suspect);
    }
    assertEquals(List.of("segment 1"), beside);
  }

  private void crash() throws IOException {
    Files.createDirectories(identity.crashes());
    Files.writeString(identity.crashes().resolve("hs_err_pid1.log"), CrashLogTest.segv());
  }

  private void recover() {
    new Recovery(stores, moves, identity).run();
  }

  private List<Integer> crashes(JobId job) {
    return stores.segments().of(job).stream().map(Segment::crashes).toList();
  }

  private JobId running() {
    Job queued = Job.queued(ids.next(), "v", JobOptions.DEFAULT, CLOCK.instant());
    stores.jobs().submit(queued);
    moves.start(queued.id());
    return queued.id();
  }

  private JobId planned(int segments) {
    JobId job = running();
    stores.segments().plan(job, TestingPlans.of(segments, 100));
    return job;
  }

  private void awaitEnd(JobId id) throws InterruptedException {
    Job job = stores.jobs().find(id).orElseThrow();
    while (!job.hasEnded()) {
      Job next = stores.jobs().awaitChange(id, job.version(), LONG).orElseThrow();
      assertTrue(next.version() > job.version(), "the job stands still: " + next);
      job = next;
    }
  }
}
