package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Possible objects of one picture, in input pixels, gathered in any order. */
final class Candidates {

  private static final Comparator<Detection> BEST_FIRST =
      Comparator.comparingDouble((Detection found) -> found.score()).reversed();

  private final List<ObjectClass> classes;
  private final List<Detection> found = new ArrayList<>();

  Candidates(List<ObjectClass> classes) {
    this.classes = classes;
  }

  /** Whether an object of that score counts. */
  boolean counts(int type, float score) {
    return score > classes.get(type).threshold();
  }

  /** Takes an object in by its sides unless they are no box or its score does not count. */
  void addSides(int type, float score, float x1, float y1, float x2, float y2) {
    if (counts(type, score) && x1 < x2 && y1 < y2) {
      found.add(new Detection(type, score, new Box(x1, y1, x2, y2)));
    }
  }

  /** As {@link #addSides}, by centre and size. */
  void addCentred(int type, float score, float x, float y, float width, float height) {
    addSides(type, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  /** At most {@code limit} of them, best first; of equal ones the first that was added. */
  List<Detection> best(int limit) {
    return found.stream().sorted(BEST_FIRST).limit(limit).toList();
  }

  /** Objects in display pixels; those that are empty within the picture are left out. */
  static List<Detection> inDisplayPixels(List<Detection> objects, Letterbox letterbox) {
    var detections = new ArrayList<Detection>(objects.size());
    for (Detection object : objects) {
      Box box = object.box();
      float x1 = letterbox.displayX(box.x1());
      float y1 = letterbox.displayY(box.y1());
      float x2 = letterbox.displayX(box.x2());
      float y2 = letterbox.displayY(box.y2());
      if (x1 < x2 && y1 < y2) {
        detections.add(new Detection(object.classIndex(), object.score(), new Box(x1, y1, x2, y2)));
      }
    }
    return detections;
  }
}
