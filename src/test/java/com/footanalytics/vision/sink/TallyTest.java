package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.BALL;
import static com.footanalytics.vision.sink.TestingRuns.CLASSES;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static com.footanalytics.vision.sink.TestingRuns.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.postprocess.Detection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally(CLASSES);
  private long frames;

  @Test
  void framesWithSeveralOfAClassCountOnce() {
    add(2, 0);
    add(0, 1);
    add(3, 0);
    assertEquals(2, tally.classes().get(PLAYER).framesWith());
    assertEquals(5, tally.classes().get(PLAYER).scores().total());
    assertEquals(1, tally.classes().get(BALL).framesWith());
  }

  @Test
  void aBallIsNoPerson() {
    add(0, 3);
    assertEquals(0, tally.mostPersons());
  }

  @Test
  void personsHaveAMiddle() {
    for (int persons : new int[] {22, 3, 20, 21}) {
      add(persons, 1);
    }
    assertEquals(3, tally.fewestPersons());
    assertEquals(20.5, tally.medianPersons().orElseThrow());
    assertEquals(22, tally.mostPersons());
  }

  @Test
  void nothingSeenHasNoMiddle() {
    assertTrue(tally.medianPersons().isEmpty());
    assertEquals(0, tally.fewestPersons());
  }

  @Test
  void classesOfOtherModelsMayHoldNoPerson() {
    assertTrue(tally.knowsPersons());
    assertTrue(new Tally(List.of("cat", "person")).knowsPersons());
    assertFalse(new Tally(List.of("cat", "ball")).knowsPersons());
  }

  private void add(int players, int balls) {
    List<Detection> found =
        new java.util.ArrayList<>(Collections.nCopies(players, found(PLAYER, 0.5, 1, 2, 3, 4)));
    found.addAll(Collections.nCopies(balls, found(BALL, 0.5, 1, 2, 3, 4)));
    tally.add(frame(frames++, found.toArray(Detection[]::new)));
  }
}
