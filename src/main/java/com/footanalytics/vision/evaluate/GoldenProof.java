package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.pipeline.DirectPictures;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.Proof;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model serves only if it is, on its own golden set and in this process, about as accurate as its
 * manifest records. A model without a golden set has nothing to prove here.
 *
 * @param tolerance how far below the record mAP50 may lie
 * @param listener hears every measurement
 */
public record GoldenProof(double tolerance, AccuracyListener listener) implements Proof {

  /** Low enough that what lies below adds nothing to average precision. */
  private static final double MINIMUM_SCORE = 0.01;

  public GoldenProof {
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: 0 to 1)");
    }
  }

  @Override
  public Optional<String> objection(LoadedDetector detector) {
    return objection(detector, new DirectPictures(detector.answeringFrom(MINIMUM_SCORE)));
  }

  /**
   * As {@link #objection(LoadedDetector)}, for a model that serves.
   *
   * @param pace wraps what looks at the pictures, in the time that others leave
   * @throws UnansweredException if they leave too little
   */
  Optional<String> objection(ServedDetector served, UnaryOperator<PictureDetector> pace) {
    return objection(served.detector(), pace.apply(served.background(MINIMUM_SCORE)));
  }

  private Optional<String> objection(LoadedDetector detector, PictureDetector pictures) {
    ModelManifest manifest = detector.model().manifest();
    if (manifest.golden().isEmpty()) {
      return Optional.empty();
    }
    GoldenCheck.Result result =
        GoldenCheck.run(detector.model(), pictures, detector.precision(), tolerance, _ -> {});
    listener.measured(detector, RecordedAccuracy.GOLDEN, result.measured());
    return result.passed()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "golden set: mAP50 %.4f with %s (expected: %.4f as recorded, or at most %.4f less)",
                result.measured(),
                detector.precision(),
                result.recorded(),
                tolerance));
  }
}
