package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobDesk;
import com.footanalytics.vision.job.JobFolders;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobProgress;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.TestingClock;
import com.footanalytics.vision.job.TestingJobConfig;
import com.footanalytics.vision.pipeline.JobWorker.VideoFile;
import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.testing.TestingDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JobWorkerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final TestingClock clock = new TestingClock(NOW);
  private final Database database = TestingDatabases.memory();
  private final JobStore store = new JobStores(database, TestingJobConfig.of(), clock).jobs();
  private final JobDesk desk = new JobDesk(store, new JobIdGenerator(clock, new Random(1)), clock);
  private final TestingAnalyzer analyzer = new TestingAnalyzer();
  private final TestingJobTelemetry telemetry = new TestingJobTelemetry();
  private final List<JobWorker> workers = new ArrayList<>();

  @AfterEach
  void close() {
    workers.forEach(JobWorker::close);
    database.close();
  }

  @Test
  void aJobRunsToItsResults() throws Exception {
    JobOptions options =
        new JobOptions(Optional.of("fast"), 3, OptionalDouble.of(1), OptionalDouble.of(2.5), true);
    Job job = submit("match.mp4", options);
    worker(1).start();
    Job ended = awaitEnd(job.id());
    assertEquals(new JobState.Succeeded(), ended.state());
    Path results = folder.resolve("jobs").resolve(job.id().value());
    assertTrue(Files.exists(results.resolve("detections.jsonl")));
    assertEquals(
        List.of(
            new AnalysisRequest(
                folder.resolve("match.mp4"),
                "match.mp4",
                results,
                new AnalysisRequest.Options(
                    Optional.of("fast"), 3, OptionalDouble.of(1), OptionalDouble.of(2.5), true))),
        analyzer.requests());
    workers.getFirst().close();
    assertEquals(List.of(JobOutcome.SUCCEEDED), telemetry.ends());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unreadable.mp4 | no picture could be decoded",
        "model.mp4      | model nosuch: not in the repository",
        "crash.mp4      | internal error; the service's log of this job says more",
        "gone.mp4       | the video gone.mp4 is no longer stored"
      })
  void afterAFailureWithItsReasonTheNextJobRuns(String name, String reason) throws Exception {
    Job failing = submit(name, JobOptions.DEFAULT);
    Job next = submit("match.mp4", JobOptions.DEFAULT);
    worker(1).start();
    assertEquals(new JobState.Succeeded(), awaitEnd(next.id()).state());
    assertEquals(new JobState.Failed(reason), awaitEnd(failing.id()).state());
    workers.getFirst().close();
    assertEquals(List.of(JobOutcome.FAILED, JobOutcome.SUCCEEDED), telemetry.ends());
  }

  @Test
  void progressIsThereWhileTheJobRuns() throws Exception {
    Job job = submit("hold.mp4", JobOptions.DEFAULT);
    worker(1).start();
    analyzer.awaitHeld();
    assertEquals(
        new JobState.Running(
            new JobProgress(
                TestingAnalyzer.HELD_AFTER,
                OptionalLong.of(TestingAnalyzer.FRAMES),
                25,
                OptionalDouble.of(0.2))),
        store.find(job.id()).orElseThrow().state());
    analyzer.release();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
  }

  @Test
  void progressIsReportedNoOftenerThanAskedFor() throws Exception {
    Job job = submit("match.mp4", JobOptions.DEFAULT);
    worker(1, Duration.ofHours(1)).start();
    long takenReportedEnded = 3;
    assertEquals(takenReportedEnded, awaitEnd(job.id()).version());
  }

  @Test
  void aRunningJobIsCancelledWithinASecond() throws Exception {
    Job job = submit("hold.mp4", JobOptions.DEFAULT);
    worker(1).start();
    analyzer.awaitHeld();
    long asked = System.nanoTime();
    desk.cancel(job.id());
    assertEquals(new JobState.Cancelled(), awaitEnd(job.id()).state());
    assertTrue(System.nanoTime() - asked < Duration.ofSeconds(1).toNanos());
    workers.getFirst().close();
    assertEquals(List.of(JobOutcome.CANCELLED), telemetry.ends());
  }

  @Test
  void aJobCancelledWhileItWaitedIsNeverStarted() throws Exception {
    Job cancelled = submit("match.mp4", JobOptions.DEFAULT);
    desk.cancel(cancelled.id());
    Job next = submit("other.mp4", JobOptions.DEFAULT);
    worker(1).start();
    awaitEnd(next.id());
    assertEquals(
        List.of("other.mp4"),
        analyzer.requests().stream().map(AnalysisRequest::videoName).toList());
  }

  @Test
  void noMoreRunAtOnceThanMay() throws Exception {
    List<Job> jobs =
        Stream.generate(() -> submit("hold.mp4", JobOptions.DEFAULT)).limit(3).toList();
    worker(2).start();
    analyzer.awaitHeld();
    analyzer.awaitHeld();
    assertEquals(1, store.queued());
    analyzer.release();
    analyzer.awaitHeld();
    assertEquals(3, analyzer.requests().size());
    analyzer.release();
    analyzer.release();
    for (Job job : jobs) {
      assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    }
  }

  @Test
  void twoWorkersOnOneStoreShareItsJobs() throws Exception {
    List<Job> jobs =
        Stream.generate(() -> submit("match.mp4", JobOptions.DEFAULT)).limit(20).toList();
    worker(2).start();
    worker(2).start();
    for (Job job : jobs) {
      assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
    }
    assertEquals(20, analyzer.requests().size());
  }

  @Test
  void drainingLetsARunningJobEndAndTakesNoOther() throws Exception {
    Job running = submit("hold.mp4", JobOptions.DEFAULT);
    Job waiting = submit("match.mp4", JobOptions.DEFAULT);
    JobWorker worker = worker(1);
    worker.start();
    analyzer.awaitHeld();
    FutureTask<Boolean> drained = new FutureTask<>(() -> worker.drain(LONG));
    Thread draining = Thread.ofPlatform().start(drained);
    while (draining.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    analyzer.release();
    assertTrue(drained.get());
    assertEquals(new JobState.Succeeded(), awaitEnd(running.id()).state());
    assertEquals(new JobState.Queued(), store.find(waiting.id()).orElseThrow().state());
  }

  @Test
  void drainingCancelsWhatRunsBeyondTheLimit() throws Exception {
    Job job = submit("hold.mp4", JobOptions.DEFAULT);
    JobWorker worker = worker(1);
    worker.start();
    analyzer.awaitHeld();
    assertFalse(worker.drain(Duration.ofMillis(1)));
    assertEquals(new JobState.Cancelled(), store.find(job.id()).orElseThrow().state());
  }

  @Test
  void aJobThatEndsThoughItShouldBeCancelledSucceeds() throws Exception {
    Job job = submit("stubborn.mp4", JobOptions.DEFAULT);
    worker(1).start();
    analyzer.awaitHeld();
    assertInstanceOf(JobDesk.Cancel.Requested.class, desk.cancel(job.id()));
    analyzer.release();
    assertEquals(new JobState.Succeeded(), awaitEnd(job.id()).state());
  }

  @Test
  void noThreadOutlivesTheWorker() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Job job = submit("match.mp4", JobOptions.DEFAULT);
    JobWorker worker = worker(3);
    worker.start();
    awaitEnd(job.id());
    worker.close();
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .filter(thread -> thread.getName().startsWith("job-worker-"))
            .toList());
  }

  @Test
  void aWorkerThatWasNeverStartedCloses() {
    assertTrue(worker(1).drain(Duration.ZERO));
  }

  @Test
  void atLeastOneJobRunsAtOnce() {
    JobFolders folders = new JobFolders(folder);
    assertThrows(
        IllegalArgumentException.class, () -> new JobWorker.Settings(folders, 0, Duration.ZERO));
  }

  private JobWorker worker(int concurrency) {
    return worker(concurrency, Duration.ZERO);
  }

  private JobWorker worker(int concurrency, Duration progressInterval) {
    JobWorker worker =
        new JobWorker(
            store,
            analyzer,
            id ->
                id.startsWith("gone")
                    ? Optional.empty()
                    : Optional.of(new VideoFile(folder.resolve(id), id)),
            new JobWorker.Settings(
                new JobFolders(folder.resolve("jobs")), concurrency, progressInterval),
            telemetry,
            clock);
    workers.add(worker);
    return worker;
  }

  private Job submit(String video, JobOptions options) {
    return assertInstanceOf(JobStore.Submission.Accepted.class, desk.submit(video, options)).job();
  }

  private Job awaitEnd(JobId id) throws InterruptedException {
    Job job = store.find(id).orElseThrow();
    while (!job.hasEnded()) {
      Job next = store.awaitChange(id, job.version(), LONG).orElseThrow();
      assertTrue(next.version() > job.version(), "the job stands still: " + next);
      job = next;
    }
    return job;
  }
}
