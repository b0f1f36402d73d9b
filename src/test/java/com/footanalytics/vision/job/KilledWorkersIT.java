package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.testing.ChildJvm;
import com.footanalytics.vision.testing.TestingDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed without a warning. */
@Timeout(300)
class KilledWorkersIT {

  private static final int KILLS = Integer.getInteger("test.kills", 30);

  /** What a JVM dies of once it has logged a crash. */
  private static final int SIGABRT = 128 + 6;

  @TempDir Path folder;
  private final Path results = Path.of("results");

  @Test
  void oneOfTwoProcessesDiesAndTheOtherFinishesItsJob() throws Exception {
    String url = TestingDatabases.postgresUrl();
    try (Database database = TestingDatabases.open(url)) {
      JobStores stores = ChildWorker.stores(database);
      Process first = child(url, "first", 1, 100);
      Process second = child(url, "second", 0, 100);
      try (BufferedReader output = first.inputReader(StandardCharsets.UTF_8)) {
        String dying = output.readLine().replace("started ", "");
        Job job = awaitJob(stores);
        while (doneBy(stores, job) < 4 || !holds(stores, job, dying)) {
          job = awaitNext(stores, job);
        }
        first.destroyForcibly().waitFor();
        while (!job.hasEnded()) {
          job = awaitNext(stores, job);
        }
        assertEquals(1, verify(stores, 1));
        assertTrue(second.waitFor(60, TimeUnit.SECONDS));
      } finally {
        first.destroyForcibly();
        second.destroyForcibly();
      }
    }
  }

  @Test
  void howeverOftenAProcessIsKilledEachSegmentIsDoneOnce() throws Exception {
    String url = Database.fileUrl(folder.resolve("db"));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      boolean early = random.nextInt(5) == 0;
      Process child = child(url, "one", 1, 10);
      try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
        if (!early) {
          assertTrue(String.valueOf(output.readLine()).startsWith("started"), "seed " + seed);
        }
        child.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS);
      } finally {
        child.destroyForcibly().waitFor();
      }
    }
    Process last = child(url, "one", 1, 10);
    assertTrue(last.waitFor(120, TimeUnit.SECONDS), "seed " + seed);
    assertEquals(0, last.exitValue(), "seed " + seed);
    try (Database database = TestingDatabases.open(url)) {
      int jobs = verify(ChildWorker.stores(database), KILLS);
      assertTrue(jobs > KILLS / 3, jobs + " jobs; seed " + seed);
    }
  }

  @Test
  void aVideoThatCrashesItsProcessFailsAndTheOthersGoOn() throws Exception {
    String url = Database.fileUrl(folder.resolve("db"));
    Files.createDirectories(folder.resolve("one").resolve("crashes"));
    Job before;
    Job poison;
    Job after;
    try (Database database = TestingDatabases.open(url)) {
      before = submit(database, "v");
      poison = submit(database, FileSteps.POISON);
      after = submit(database, "v");
    }
    List<Integer> exits = new ArrayList<>();
    do {
      Process child = child(url, "one", 0, 10);
      exits.add(child.waitFor());
    } while (exits.getLast() != 0 && exits.size() < 9);
    assertEquals(List.of(SIGABRT, SIGABRT, 0), exits);
    try (Database database = TestingDatabases.open(url)) {
      JobStore store = ChildWorker.stores(database).jobs();
      assertEquals(new JobState.Succeeded(), store.find(before.id()).orElseThrow().state());
      assertEquals(new JobState.Succeeded(), store.find(after.id()).orElseThrow().state());
      JobState end = store.find(poison.id()).orElseThrow().state();
      String reason = assertInstanceOf(JobState.Failed.class, end).reason();
      System.out.println(reason);
      assertTrue(reason.startsWith("crashes the decoder: SIGSEGV in C [libc"), reason);
      assertTrue(reason.endsWith("during segment 3, 2 times"), reason);
    }
  }

  private static Job submit(Database database, String video) {
    JobDesk desk =
        new JobDesk(
            ChildWorker.stores(database).jobs(),
            new JobIdGenerator(Clock.systemUTC(), new Random()),
            Clock.systemUTC());
    return assertInstanceOf(
            JobStore.Submission.Accepted.class, desk.submit(video, JobOptions.DEFAULT))
        .job();
  }

  /** How many jobs there are, after a look at each. */
  private int verify(JobStores stores, int kills) {
    List<Job> jobs =
        stores
            .jobs()
            .list(new JobQuery(1000, Optional.empty(), Optional.empty(), Optional.empty()));
    int attempts = 0;
    for (Job job : jobs) {
      assertEquals(new JobState.Succeeded(), job.state());
      assertEquals(
          FileSteps.expected(job.id(), ChildWorker.SEGMENTS),
          FileSteps.read(FileSteps.result(folder.resolve(results), job.id())));
      List<Segment> segments = stores.segments().of(job.id());
      assertEquals(ChildWorker.SEGMENTS, segments.size());
      assertTrue(segments.stream().allMatch(Segment::isDone));
      attempts += segments.stream().mapToInt(Segment::attempts).sum();
    }
    int repeated = attempts - jobs.size() * ChildWorker.SEGMENTS;
    assertTrue(
        repeated <= kills * ChildWorker.CONCURRENCY, repeated + " segments were begun again");
    System.out.printf(
        "%d kills: %d jobs of %d segments done, %d segments begun again%n",
        kills, jobs.size(), ChildWorker.SEGMENTS, repeated);
    return jobs.size();
  }

  private Process child(String url, String name, int jobs, int segmentMillis) throws IOException {
    return ChildJvm.start(
        ChildWorker.class,
        folder.resolve(name).resolve("crashes").resolve("hs_err_pid%p.log"),
        url,
        folder.resolve(name).toString(),
        folder.resolve(results).toString(),
        Integer.toString(jobs),
        Integer.toString(segmentMillis));
  }

  private static Job awaitJob(JobStores stores) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    for (long end = clock.millis() + 60_000; clock.millis() < end; ) {
      Optional<Job> job =
          stores
              .jobs()
              .list(new JobQuery(1, Optional.empty(), Optional.empty(), Optional.empty()))
              .stream()
              .findFirst();
      if (job.isPresent()) {
        return job.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no job came");
  }

  private static Job awaitNext(JobStores stores, Job job) throws InterruptedException {
    Job next =
        stores.jobs().awaitChange(job.id(), job.version(), Duration.ofSeconds(60)).orElseThrow();
    assertTrue(next.version() > job.version(), "the job stands still: " + next);
    return next;
  }

  private static long doneBy(JobStores stores, Job job) {
    return stores.segments().of(job.id()).stream().filter(Segment::isDone).count();
  }

  private static boolean holds(JobStores stores, Job job, String worker) {
    return stores.segments().of(job.id()).stream()
        .anyMatch(segment -> segment.worker().equals(Optional.of(worker)));
  }
}
