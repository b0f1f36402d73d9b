package com.footanalytics.vision.evaluate;

/** Which detections of a picture hit a label, by IoU threshold and detection, best first. */
final class PictureMatches {

  private final int labels;
  private final double[] scores;
  private final boolean[][] matched;
  private final boolean[][] ignored;

  PictureMatches(int labels, double[] scores, boolean[][] matched, boolean[][] ignored) {
    this.labels = labels;
    this.scores = scores;
    this.matched = matched;
    this.ignored = ignored;
  }

  /** Labels that count. */
  int labels() {
    return labels;
  }

  int size() {
    return scores.length;
  }

  double score(int detection) {
    return scores[detection];
  }

  boolean matched(int threshold, int detection) {
    return matched[threshold][detection];
  }

  boolean ignored(int threshold, int detection) {
    return ignored[threshold][detection];
  }
}
