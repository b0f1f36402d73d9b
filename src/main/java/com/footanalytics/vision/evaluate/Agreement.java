package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far two detectors find the same objects, such as one model in two precisions.
 *
 * @param objects what the first one found
 * @param found share of them of which the second has one of the same class with an IoU of at least
 *     {@value #SAME_OBJECT}, 0 to 1; 1 if there are none
 * @param meanIou of those pairs, 0 to 1; 1 if there are none
 */
public record Agreement(int objects, double found, double meanIou) {

  private static final double SAME_OBJECT = 0.5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Compares two detectors.
   *
   * @param reference answers what is wanted
   * @param pictures encoded
   * @throws DatasetException if a picture cannot be read
   */
  public static Agreement of(
      PictureDetector reference, PictureDetector other, List<byte[]> pictures) {
    int objects = 0;
    int pairs = 0;
    double overlap = 0;
    for (byte[] picture : pictures) {
      List<Detection> candidates = new ArrayList<>(objects(other, picture));
      for (Detection wanted : objects(reference, picture)) {
        objects++;
        Detection best = best(wanted, candidates);
        if (best != null) {
          candidates.remove(best);
          pairs++;
          overlap += best.box().iou(wanted.box());
        }
      }
    }
    return new Agreement(
        objects, objects == 0 ? 1 : (double) pairs / objects, pairs == 0 ? 1 : overlap / pairs);
  }

  private static @Nullable Detection best(Detection wanted, List<Detection> candidates) {
    Detection best = null;
    double most = SAME_OBJECT;
    for (Detection candidate : candidates) {
      double iou = candidate.box().iou(wanted.box());
      if (candidate.classIndex() == wanted.classIndex() && iou >= most) {
        best = candidate;
        most = iou;
      }
    }
    return best;
  }

  private static List<Detection> objects(PictureDetector detector, byte[] picture) {
    return switch (detector.detect(picture, PATIENCE)) {
      case Answer.Found found -> found.objects();
      case Answer.Unreadable(String reason) -> throw new DatasetException(reason);
      case Answer.Unavailable _, Answer.Busy _, Answer.TooLate _ ->
          throw new IllegalStateException("one picture at a time is always answered");
    };
  }
}
