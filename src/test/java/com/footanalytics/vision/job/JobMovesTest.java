package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobMovesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestingClock clock = new TestingClock(NOW);
  private final Database database = TestingDatabases.memory();
  private final JobStore store = new JobStores(database, TestingJobConfig.of(), clock).jobs();
  private final List<Job> ended = Collections.synchronizedList(new ArrayList<>());
  private final JobMoves moves = new JobMoves(store, clock, ended::add);
  private final JobId id = new JobIdGenerator(clock, new Random(1)).next();

  @BeforeEach
  void submit() {
    store.submit(Job.queued(id, "v", JobOptions.DEFAULT, NOW));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aJobIsStartedOnce() {
    moves.start(id);
    moves.start(id);
    assertEquals(1, store.find(id).orElseThrow().version());
  }

  @Test
  void ofManyWhoEndAJobOneDoesAndItIsToldOnce() throws Exception {
    moves.start(id);
    Callable<Boolean> end = () -> moves.end(id, new JobState.Succeeded());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int won = 0;
      for (var future : threads.invokeAll(Collections.nCopies(16, end))) {
        won += future.get() ? 1 : 0;
      }
      assertEquals(1, won);
    }
    assertEquals(List.of(store.find(id).orElseThrow()), ended);
    assertFalse(moves.end(id, new JobState.Failed("late")));
  }

  @Test
  void aReasonIsOneLineOfBearableLength() {
    moves.start(id);
    moves.trouble(id, "first\nsecond");
    assertEquals(Optional.of("first second"), store.find(id).orElseThrow().trouble());
    assertTrue(moves.end(id, new JobState.Failed("x".repeat(5000))));
    assertEquals(new JobState.Failed("x".repeat(1000)), store.find(id).orElseThrow().state());
  }

  @Test
  void whereThereIsNoJobNothingIsMoved() {
    JobId none = new JobId("01hqv000000000000000000000");
    moves.start(none);
    assertFalse(moves.end(none, new JobState.Cancelled()));
    assertEquals(List.of(), ended);
  }
}
