package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.job.JobDesk;
import com.footanalytics.vision.job.JobFolders;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.TestingClock;
import com.footanalytics.vision.job.TestingJobConfig;
import com.footanalytics.vision.pipeline.JobWorker;
import com.footanalytics.vision.pipeline.TestingAnalyzer;
import com.footanalytics.vision.pipeline.TestingModelControl;
import com.footanalytics.vision.testing.TestingDatabases;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServiceLifecycleTest {

  private static final JobConfig CONFIG = TestingJobConfig.of("drain-limit", "PT0.001S");

  @TempDir private Path folder;

  @Test
  void workIsTakenBetweenStartAndStopAndWhatRunsBeyondTheLimitIsCancelled() throws Exception {
    TestingClock clock = new TestingClock(Instant.EPOCH);
    JobStore store = new JobStores(TestingDatabases.memory(), CONFIG, clock).jobs();
    JobDesk desk = new JobDesk(store, new JobIdGenerator(clock, new Random(1)), clock);
    TestingAnalyzer analyzer = new TestingAnalyzer();
    JobWorker worker =
        new JobWorker(
            store,
            analyzer,
            id -> Optional.of(new JobWorker.VideoFile(folder, id)),
            new JobWorker.Settings(new JobFolders(folder), 1, Duration.ZERO),
            _ -> {},
            clock);
    ServiceState state = new ServiceState(new TestingModelControl());
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
    analyzer.awaitHeld();

    lifecycle.announceStop(new ShutdownDelayInitiatedEvent());
    assertTrue(state.refusal().orElseThrow().contains("stopping"));
    assertFalse(store.find(job.id()).orElseThrow().hasEnded());

    lifecycle.stop(new ShutdownEvent());
    assertEquals(new JobState.Cancelled(), store.find(job.id()).orElseThrow().state());
    assertEquals(List.of("start", "close"), models.calls);
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
