package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final JobId ID = new JobId("01hqv000000000000000000000");
  private static final List<JobState> STATES =
      List.of(
          new JobState.Queued(),
          new JobState.Running(JobProgress.NONE),
          new JobState.Succeeded(),
          new JobState.Failed("broken"),
          new JobState.Cancelled());

  /** All moves there are; every other pair of kinds is none. */
  private static final Set<List<JobState.Kind>> MOVES =
      Set.of(
          List.of(JobState.Kind.QUEUED, JobState.Kind.RUNNING),
          List.of(JobState.Kind.QUEUED, JobState.Kind.CANCELLED),
          List.of(JobState.Kind.RUNNING, JobState.Kind.RUNNING),
          List.of(JobState.Kind.RUNNING, JobState.Kind.SUCCEEDED),
          List.of(JobState.Kind.RUNNING, JobState.Kind.FAILED),
          List.of(JobState.Kind.RUNNING, JobState.Kind.CANCELLED));

  @Test
  void everyPairOfStatesIsAMoveOrRefusedAsTheTableSays() {
    for (JobState from : STATES) {
      for (JobState to : STATES) {
        Job job = in(from);
        if (MOVES.contains(List.of(from.kind(), to.kind()))) {
          assertEquals(to, job.to(to, NOW).state());
        } else {
          assertThrows(IllegalStateException.class, () -> job.to(to, NOW));
        }
      }
    }
  }

  @Test
  void randomWalksEndOnceAndKeepTheirTimesInOrder() {
    Random random = new Random(20260301);
    for (int walk = 0; walk < 2000; walk++) {
      Job job = Job.queued(ID, "v", JobOptions.DEFAULT, NOW);
      Instant now = NOW;
      long moves = 0;
      for (int step = 0; step < 20; step++) {
        now = now.plusMillis(random.nextInt(1000));
        JobState next = STATES.get(random.nextInt(STATES.size()));
        if (!job.state().mayBecome(next)) {
          continue;
        }
        assertFalse(job.hasEnded());
        job = job.to(next, now);
        moves++;
      }
      assertEquals(moves, job.version());
      assertEquals(job.hasEnded(), job.times().ended().isPresent());
      Instant started = job.times().started().orElse(NOW);
      assertFalse(started.isBefore(job.times().created()));
      assertFalse(job.times().ended().orElse(now).isBefore(started));
      if (!job.state().kind().equals(JobState.Kind.CANCELLED)) {
        assertEquals(job.version() > 0, job.times().started().isPresent());
      }
    }
  }

  @Test
  void progressDoesNotMoveTheStart() {
    Job job = in(new JobState.Running(JobProgress.NONE));
    Job later = job.to(new JobState.Running(JobProgress.NONE), NOW.plus(Duration.ofHours(1)));
    assertEquals(job.times(), later.times());
  }

  @Test
  void aWishToCancelOutlivesProgress() {
    Job asked = in(new JobState.Running(JobProgress.NONE)).withCancelRequested();
    assertTrue(asked.to(new JobState.Running(JobProgress.NONE), NOW).cancelRequested());
    assertEquals(2, asked.version());
  }

  @Test
  void onlyARunningJobTakesAWishToCancel() {
    STATES.stream()
        .filter(state -> !(state instanceof JobState.Running))
        .forEach(state ->
            assertThrows(IllegalStateException.class, () -> in(state).withCancelRequested()));
  }

  @ParameterizedTest
  @EnumSource
  void aKindIsWhatItsLabelParsesTo(JobState.Kind kind) {
    assertEquals(Optional.of(kind), JobState.Kind.parse(kind.label()));
    assertEquals(Optional.empty(), JobState.Kind.parse(kind.name()));
  }

  @ParameterizedTest
  @CsvSource({"0,,", "-1,,", "1,-1,", "1,NaN,", "1,2,2", "1,3,2", "1,,NaN", "1,,Infinity", "1,,0"})
  void optionsThatMakeNoSenseAreRefused(int stride, Double from, Double to) {
    OptionalDouble start = from == null ? OptionalDouble.empty() : OptionalDouble.of(from);
    OptionalDouble end = to == null ? OptionalDouble.empty() : OptionalDouble.of(to);
    assertThrows(
        IllegalArgumentException.class,
        () -> new JobOptions(Optional.empty(), stride, start, end, false));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void progressIsFinite(double number) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new JobProgress(1, OptionalLong.empty(), number, OptionalDouble.empty()));
    OptionalDouble secondsLeft = OptionalDouble.of(number);
    assertThrows(
        IllegalArgumentException.class,
        () -> new JobProgress(1, OptionalLong.empty(), 1, secondsLeft));
  }

  @Test
  void theRatioNeverPassesOneThoughTheHeaderLied() {
    assertEquals(OptionalDouble.of(0.25), done(44, OptionalLong.of(176)).ratio());
    assertEquals(OptionalDouble.of(1), done(209, OptionalLong.of(176)).ratio());
    assertEquals(OptionalDouble.empty(), done(209, OptionalLong.of(0)).ratio());
    assertEquals(OptionalDouble.empty(), done(209, OptionalLong.empty()).ratio());
  }

  private static JobProgress done(long frames, OptionalLong expected) {
    return new JobProgress(frames, expected, 25, OptionalDouble.empty());
  }

  private static Job in(JobState state) {
    Job queued = Job.queued(ID, "v", JobOptions.DEFAULT, NOW);
    return switch (state) {
      case JobState.Queued _ -> queued;
      case JobState.Running running -> queued.to(running, NOW);
      case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ ->
          queued.to(new JobState.Running(JobProgress.NONE), NOW).to(state, NOW);
    };
  }
}
