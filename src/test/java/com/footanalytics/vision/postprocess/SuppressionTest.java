package com.footanalytics.vision.postprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionTest {

  private static final int BALL = TestingHeatmap.BALL;
  private static final int GOALKEEPER = TestingHeatmap.GOALKEEPER;
  private static final int PLAYER = TestingHeatmap.PLAYER;

  @Test
  void theWeakerOfTwoThatOverlapGoes() {
    Detection better = at(PLAYER, 0.9f, 0);
    Detection weaker = at(PLAYER, 0.8f, 2);

    assertEquals(List.of(better), keep(0.6f, better, weaker));
  }

  @Test
  void overlapOfExactlyTheLimitStays() {
    Detection better = at(PLAYER, 0.9f, 0);
    Detection half = new Detection(PLAYER, 0.8f, new Box(0, 0, 5, 10));

    assertEquals(List.of(better, half), keep(0.5f, better, half));
    assertEquals(List.of(better), keep(0.49f, better, half));
  }

  @Test
  void whatIsGoneHidesNothing() {
    Detection first = at(PLAYER, 0.9f, 0);
    Detection second = at(PLAYER, 0.8f, 4);
    Detection third = at(PLAYER, 0.7f, 8);

    assertEquals(List.of(first, third), keep(0.3f, first, second, third));
  }

  @Test
  void onlyClassesOfOneGroupHideEachOther() {
    Detection player = at(PLAYER, 0.9f, 0);
    Detection goalkeeper = at(GOALKEEPER, 0.8f, 0);
    Detection ball = at(BALL, 0.7f, 0);
    Detection otherBall = at(BALL, 0.6f, 1);

    assertEquals(List.of(player, ball), keep(0.6f, player, goalkeeper, ball, otherBall));
  }

  @Test
  void withALimitOfOneEverythingStays() {
    Detection one = at(PLAYER, 0.9f, 0);

    assertEquals(List.of(one, one), keep(1, one, one));
  }

  private static List<Detection> keep(float iou, Detection... candidates) {
    return new Suppression(iou, TestingHeatmap.CLASSES).keep(List.of(candidates));
  }

  private static Detection at(int type, float score, float x) {
    return new Detection(type, score, new Box(x, 0, x + 10, 10));
  }
}
