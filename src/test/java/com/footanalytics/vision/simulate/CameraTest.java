package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CameraTest {

  private static final Camera MAIN =
      new Camera(new Vec(0, -60, 20), new Vec(10, 0, 0), 1000, 1280, 720);

  @Test
  void whatIsAimedAtLiesInTheMiddle() {
    assertEquals(640, MAIN.column(new Vec(10, 0, 0)), 1e-9);
    assertEquals(360, MAIN.row(new Vec(10, 0, 0)), 1e-9);
  }

  @Test
  void rightIsRightAndUpIsUp() {
    assertTrue(MAIN.column(new Vec(15, 0, 0)) > 640);
    assertTrue(MAIN.row(new Vec(10, 0, 2)) < 360);
    assertTrue(MAIN.row(new Vec(10, 10, 0)) < 360);
  }

  @Test
  void nothingBehindIsSeen() {
    assertTrue(MAIN.sees(new Vec(0, 0, 0)));
    assertFalse(MAIN.sees(new Vec(0, -80, 20)));
  }

  @Test
  void raysPassThroughTheirPixels() {
    Vec ray = MAIN.ray(200, 650);
    Vec ground = MAIN.place().plus(ray.times(-MAIN.place().z() / ray.z()));
    assertEquals(0, ground.z(), 1e-9);
    assertEquals(200, MAIN.column(ground), 1e-6);
    assertEquals(650, MAIN.row(ground), 1e-6);
  }

  @Test
  void theHomographyAgreesWithTheProjection() {
    Homography h = MAIN.homography();
    Vec point = new Vec(-23.5, 17.25, 0);
    double w = h.h20() * point.x() + h.h21() * point.y() + h.h22();
    double u = (h.h00() * point.x() + h.h01() * point.y() + h.h02()) / w;
    double v = (h.h10() * point.x() + h.h11() * point.y() + h.h12()) / w;
    assertEquals(MAIN.column(point), u, 1e-9);
    assertEquals(MAIN.row(point), v, 1e-9);
    assertEquals(MAIN.depth(point), w, 1e-9);
  }
}
