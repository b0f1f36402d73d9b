package com.footanalytics.vision.simulate;

/**
 * A pinhole camera without distortion whose horizon is level.
 *
 * <p>Depth is the distance along the optical axis; pixel coordinates are continuous, 0,0 the top
 * left corner of the top left pixel.
 */
final class Camera {

  private static final double NEAR_METRES = 0.5;

  private final Vec place;
  private final Vec right;
  private final Vec down;
  private final Vec ahead;
  private final double focalPixels;
  private final double centreX;
  private final double centreY;

  Camera(Vec place, Vec target, double focalPixels, int width, int height) {
    this.place = place;
    this.focalPixels = focalPixels;
    this.ahead = target.minus(place).unit();
    this.right = ahead.cross(new Vec(0, 0, 1)).unit();
    this.down = ahead.cross(right);
    this.centreX = width / 2.0;
    this.centreY = height / 2.0;
  }

  Vec place() {
    return place;
  }

  double focalPixels() {
    return focalPixels;
  }

  double depth(Vec point) {
    return point.minus(place).dot(ahead);
  }

  boolean sees(Vec point) {
    return depth(point) > NEAR_METRES;
  }

  /** Pixel column of a point that {@link #sees} accepts. */
  double column(Vec point) {
    Vec offset = point.minus(place);
    return centreX + focalPixels * offset.dot(right) / offset.dot(ahead);
  }

  /** Pixel row of a point that {@link #sees} accepts. */
  double row(Vec point) {
    Vec offset = point.minus(place);
    return centreY + focalPixels * offset.dot(down) / offset.dot(ahead);
  }

  /** The direction, of depth 1, that a pixel column and row look in. */
  Vec ray(double column, double row) {
    return ahead
        .plus(right.times((column - centreX) / focalPixels))
        .plus(down.times((row - centreY) / focalPixels));
  }

  Homography homography() {
    Vec offset = place.times(-1);
    double depth0 = offset.dot(ahead);
    return new Homography(
        focalPixels * right.x() + centreX * ahead.x(),
        focalPixels * right.y() + centreX * ahead.y(),
        focalPixels * offset.dot(right) + centreX * depth0,
        focalPixels * down.x() + centreY * ahead.x(),
        focalPixels * down.y() + centreY * ahead.y(),
        focalPixels * offset.dot(down) + centreY * depth0,
        ahead.x(),
        ahead.y(),
        depth0);
  }
}
