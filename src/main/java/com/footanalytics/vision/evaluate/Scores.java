package com.footanalytics.vision.evaluate;

import java.util.OptionalDouble;

/**
 * COCO's measures, 0 to 1; absent where nothing was labelled.
 *
 * @param ap average precision, mean over IoU 0.50 to 0.95
 * @param ap50 average precision at IoU 0.50
 * @param ap75 average precision at IoU 0.75
 * @param recall recall with at most 100 detections a picture and class, mean over IoU 0.50 to 0.95
 * @param recall50 the same at IoU 0.50
 */
public record Scores(
    OptionalDouble ap,
    OptionalDouble ap50,
    OptionalDouble ap75,
    OptionalDouble recall,
    OptionalDouble recall50) {

  static final Scores NONE =
      new Scores(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());
}
