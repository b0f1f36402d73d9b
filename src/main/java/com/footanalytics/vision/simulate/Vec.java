package com.footanalytics.vision.simulate;

/** A point or direction in metres, see the package. */
record Vec(double x, double y, double z) {

  Vec plus(Vec other) {
    return new Vec(x + other.x, y + other.y, z + other.z);
  }

  Vec minus(Vec other) {
    return new Vec(x - other.x, y - other.y, z - other.z);
  }

  Vec times(double factor) {
    return new Vec(x * factor, y * factor, z * factor);
  }

  double dot(Vec other) {
    return x * other.x + y * other.y + z * other.z;
  }

  Vec cross(Vec other) {
    return new Vec(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  Vec unit() {
    return times(1 / Math.max(1e-12, length()));
  }

  /** This point moved a share of the way to another. */
  Vec towards(Vec other, double share) {
    return new Vec(x + (other.x - x) * share, y + (other.y - y) * share, z + (other.z - z) * share);
  }
}
