package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReachWatchTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration USUAL = ReachWatch.INTERVAL;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Deque<Optional<String>> looks = new ArrayDeque<>();
  private final List<Optional<String>> objections = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final ReachWatch watch =
      new ReachWatch("the sea (ml-pipeline.sea)", looks::remove, now::get, this::pause);

  @Test
  void whatWasNotLookedAtYetGivesNoReason() {
    assertEquals(Optional.empty(), watch.objection());
  }

  @Test
  void oneLookThatFailsSaysNothingAndTheNextComesSooner() {
    look("", "gone", "", "gone", "");
    assertEquals(said("", "", "", "", ""), objections);
    assertEquals(List.of(USUAL, SECOND, USUAL, SECOND, USUAL), pauses);
  }

  @Test
  void twoInARowAreAnObjectionAndTheFirstThatSucceedsEndsIt() {
    look("gone", "gone", "broken", "", "gone");
    assertEquals(said("", "gone", "broken", "", ""), objections);
    assertEquals(List.of(SECOND, USUAL, USUAL, USUAL, SECOND), pauses);
  }

  @Test
  void aLookThatDoesNotEndIsAnObjectionWithoutAnAnswer() {
    look("");
    now.addAndGet(ReachWatch.PATIENCE.toNanos());
    assertEquals(Optional.empty(), watch.objection());
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertEquals(
        Optional.of("the sea (ml-pipeline.sea) has not answered for 20 s"), watch.objection());
    look("");
    assertEquals(Optional.empty(), watch.objection());
  }

  /** Looks once for each, and notes what is said after it. */
  private void look(String... seen) {
    looks.addAll(said(seen));
    assertThrows(InterruptedException.class, watch::call);
  }

  private static List<Optional<String>> said(String... reasons) {
    return Arrays.stream(reasons)
        .map(reason -> Optional.of(reason).filter(text -> !text.isEmpty()))
        .toList();
  }

  private void pause(Duration length) throws InterruptedException {
    pauses.add(length);
    objections.add(watch.objection());
    if (looks.isEmpty()) {
      throw new InterruptedException("told to stop");
    }
  }
}
