package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingDatabases;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of processes that do jobs of one database. */
abstract class ProcessesContract extends DatabaseContract {

  static final Duration LONG = Duration.ofSeconds(30);
  static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path data;
  private final JobIdGenerator ids = new JobIdGenerator(CLOCK, new Random());
  final List<Job> ended = Collections.synchronizedList(new ArrayList<>());
  final List<Process> processes = new ArrayList<>();

  ProcessesContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  /** One process that works on the shared database, as far as it can be one within this JVM. */
  final class Process {

    final JobStores stores;
    final JobMoves moves;
    final TestingSteps steps;
    final JobDesk desk;
    final WorkerIdentity identity;
    final JobScheduler scheduler;

    Process(String name, int segments, String... config) {
      List<String> settings =
          new ArrayList<>(
              List.of("heartbeat", "PT0.1S", "poll-interval", "PT0.2S", "retry-delay", "PT0.01S"));
      settings.addAll(List.of(config));
      stores = new JobStores(database, TestingJobConfig.of(settings.toArray(String[]::new)), CLOCK);
      moves = new JobMoves(stores.jobs(), CLOCK, ended::add);
      identity = WorkerIdentity.open(data.resolve(name), name, new Random());
      steps = new TestingSteps(stores, moves, identity.name(), segments);
      desk = new JobDesk(stores.jobs(), ids, CLOCK);
      scheduler = new JobScheduler(stores, steps, moves, identity, List.of());
      processes.add(this);
    }

    void close() {
      scheduler.close();
      identity.close();
    }
  }

  @AfterEach
  void stop() {
    processes.forEach(process -> process.steps.release());
    processes.forEach(Process::close);
  }

  final Job submit(Process process) {
    return assertInstanceOf(
            JobStore.Submission.Accepted.class, process.desk.submit("v", JobOptions.DEFAULT))
        .job();
  }

  final Job awaitEnd(JobId id) throws InterruptedException {
    JobStore store = processes.getLast().stores.jobs();
    Job job = store.find(id).orElseThrow();
    while (!job.hasEnded()) {
      Job next = store.awaitChange(id, job.version(), LONG).orElseThrow();
      assertTrue(next.version() > job.version(), "the job stands still: " + next);
      job = next;
    }
    return job;
  }
}
