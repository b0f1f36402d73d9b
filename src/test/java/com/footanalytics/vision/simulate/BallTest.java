package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BallTest {

  private static final double STEP = 0.01;

  @Test
  void aRollingBallSlowsDownAndStops() {
    Ball ball = new Ball();
    ball.place(0, 0);
    ball.kick(10, 0, 8, 0);
    double last = ball.speed();
    for (int i = 0; i < 1000; i++) {
      ball.move(STEP);
      assertTrue(ball.speed() <= last);
      last = ball.speed();
    }
    assertEquals(0, ball.speed());
    assertEquals(0, ball.y, 1e-9);
    assertEquals(8 * 8 / (2 * 1.6), ball.x, 1);
  }

  @Test
  void aLoftedBallRisesFallsAndBouncesLower() {
    Ball ball = new Ball();
    ball.place(0, 0);
    ball.kick(1, 0, 1, 10);
    double first = 0;
    double second = 0;
    boolean bounced = false;
    for (int i = 0; i < 400; i++) {
      double before = ball.vz;
      ball.move(STEP);
      bounced |= before < -1 && ball.vz > 0;
      if (bounced) {
        second = Math.max(second, ball.z);
      } else {
        first = Math.max(first, ball.z);
      }
      assertTrue(ball.z >= Ball.RADIUS);
    }
    assertEquals(10 * 10 / (2 * 9.81), first, 0.3);
    assertTrue(bounced && second < 0.5 * first && second > 0.5);
  }
}
