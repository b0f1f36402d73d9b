package com.footanalytics.vision.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The detections of all pictures, best first; of equals those of earlier pictures first. */
final class Ranked {

  private record Entry(PictureMatches picture, int detection) {

    double score() {
      return picture.score(detection);
    }
  }

  private final List<Entry> entries;

  private Ranked(List<Entry> entries) {
    this.entries = entries;
  }

  static Ranked of(List<PictureMatches> pictures) {
    var entries = new ArrayList<Entry>();
    for (PictureMatches picture : pictures) {
      for (int detection = 0; detection < picture.size(); detection++) {
        entries.add(new Entry(picture, detection));
      }
    }
    entries.sort(Comparator.comparingDouble(Entry::score).reversed());
    return new Ranked(entries);
  }

  int size() {
    return entries.size();
  }

  double score(int rank) {
    return entries.get(rank).score();
  }

  boolean matched(int threshold, int rank) {
    Entry entry = entries.get(rank);
    return entry.picture.matched(threshold, entry.detection);
  }

  boolean ignored(int threshold, int rank) {
    Entry entry = entries.get(rank);
    return entry.picture.ignored(threshold, entry.detection);
  }
}
