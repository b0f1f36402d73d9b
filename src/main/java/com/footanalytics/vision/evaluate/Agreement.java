package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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

  /** What float32 is sure of, others must see; by how much their scores differ is not asked. */
  public static final double LOWEST_SCORE = 0.1;

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
    return of(
        pictures.stream()
            .map(picture -> Pairs.of(objects(reference, picture), objects(other, picture)))
            .toList());
  }

  /** Over all pictures together. */
  static Agreement of(Collection<Pairs> pictures) {
    int objects = pictures.stream().mapToInt(Pairs::objects).sum();
    int pairs = pictures.stream().mapToInt(Pairs::pairs).sum();
    double overlap = pictures.stream().mapToDouble(Pairs::overlap).sum();
    return new Agreement(
        objects, objects == 0 ? 1 : (double) pairs / objects, pairs == 0 ? 1 : overlap / pairs);
  }

  /**
   * One picture's part.
   *
   * @param objects that are wanted
   * @param pairs of one of them and one that was found
   * @param overlap the sum of their IoUs
   */
  record Pairs(int objects, int pairs, double overlap) {

    static Pairs of(List<Detection> wanted, List<Detection> found) {
      int pairs = 0;
      double overlap = 0;
      List<Detection> candidates = new ArrayList<>(found);
      for (Detection object : wanted) {
        Detection best = best(object, candidates);
        if (best != null) {
          candidates.remove(best);
          pairs++;
          overlap += best.box().iou(object.box());
        }
      }
      return new Pairs(wanted.size(), pairs, overlap);
    }
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
