package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.model.ObjectClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy non-maximum suppression: an object goes where a better one of its group overlaps it by
 * more than the limit.
 */
final class Suppression {

  private final float iou;
  private final int[] groups;

  /**
   * @param iou overlap above which the weaker object goes, 0 to 1
   * @param classes classes by index, each with its group
   */
  Suppression(float iou, List<ObjectClass> classes) {
    this.iou = iou;
    this.groups = classes.stream().mapToInt(ObjectClass::suppressionGroup).toArray();
  }

  /** What stays of {@code candidates}, which come best first, in their order. */
  List<Detection> keep(List<Detection> candidates) {
    var kept = new ArrayList<Detection>(candidates.size());
    for (Detection candidate : candidates) {
      if (!isCovered(candidate, kept)) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private boolean isCovered(Detection candidate, List<Detection> kept) {
    for (Detection better : kept) {
      if (groups[better.classIndex()] == groups[candidate.classIndex()]
          && better.box().iou(candidate.box()) > iou) {
        return true;
      }
    }
    return false;
  }
}
