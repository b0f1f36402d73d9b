package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobDesk;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobMoves;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobScheduler;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobSteps;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.TestingClock;
import com.footanalytics.vision.job.TestingJobConfig;
import com.footanalytics.vision.job.WorkerIdentity;
import com.footanalytics.vision.pipeline.TestingModelControl;
import com.footanalytics.vision.testing.TestingDatabases;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServiceLifecycleTest {

  private static final JobConfig CONFIG = TestingJobConfig.of("drain-limit", "PT0.001S");

  @TempDir private Path folder;

  @Test
  void workIsTakenBetweenStartAndStopAndWhatRunsIsHandedBack() throws Exception {
    TestingClock clock = new TestingClock(Instant.EPOCH);
    JobStores stores = new JobStores(TestingDatabases.memory(), CONFIG, clock);
    JobStore store = stores.jobs();
    JobDesk desk = new JobDesk(store, new JobIdGenerator(clock, new Random(1)), clock);
    HeldSteps steps = new HeldSteps();
    WorkerIdentity identity = WorkerIdentity.open(folder, "host", new Random(2));
    JobScheduler worker =
        new JobScheduler(stores, steps, new JobMoves(store, clock, _ -> {}), identity, List.of());
    ServiceState state = new ServiceState(new TestingModelControl(), TestingReachability::well);
    RecordedWork models = new RecordedWork();
    ServiceLifecycle lifecycle = new ServiceLifecycle(state, models, worker, CONFIG);
    Job job =
        assertInstanceOf(
                JobStore.Submission.Accepted.class, desk.submit("hold.mp4", JobOptions.DEFAULT))
            .job();
    assertTrue(state.refusal().orElseThrow().contains("starting"));

    lifecycle.start(new StartupEvent());
    assertEquals(Optional.empty(), state.refusal());
    assertEquals(List.of("start"), models.calls);
    steps.begun.await();

    lifecycle.announceStop(new ShutdownDelayInitiatedEvent());
    assertTrue(state.refusal().orElseThrow().contains("stopping"));
    assertFalse(store.find(job.id()).orElseThrow().hasEnded());

    lifecycle.stop(new ShutdownEvent());
    assertEquals(JobState.Kind.RUNNING, store.find(job.id()).orElseThrow().state().kind());
    assertEquals(1, steps.stopped.get());
    identity.close();
    assertEquals(List.of("start", "close"), models.calls);
  }

  /** Is prepared until it is told to stop. */
  private static final class HeldSteps implements JobSteps {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicInteger stopped = new AtomicInteger();

    @Override
    public Answer prepare(JobId job) {
      begun.countDown();
      try {
        told.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return new Answer.HandedBack();
    }

    @Override
    public Answer segment(JobId job, int number) {
      return new Answer.Done();
    }

    @Override
    public Answer finish(JobId job) {
      return new Answer.Done();
    }

    @Override
    public void cancel(JobId job) {
      told.countDown();
    }

    @Override
    public void stopping() {
      stopped.incrementAndGet();
      told.countDown();
    }
  }

  private static final class RecordedWork implements ModelWork {

    private final List<String> calls = new ArrayList<>();

    @Override
    public void start() {
      calls.add("start");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
