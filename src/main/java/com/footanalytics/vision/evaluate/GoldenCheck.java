package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.pipeline.PictureDetector;
import java.util.List;
import java.util.function.IntConsumer;

/** Whether a model still is as accurate on its own golden set as its manifest records. */
public final class GoldenCheck {

  /**
   * How far below the record the mean average precision may lie: INT8 kernels of other processors
   * round otherwise.
   */
  public static final double DEFAULT_TOLERANCE = 0.02;

  private GoldenCheck() {}

  /**
   * What was measured here.
   *
   * @param report all figures
   * @param measured mean average precision at IoU 0.50
   * @param recorded the manifest's
   * @param tolerance how far below it may lie
   */
  public record Result(
      EvaluationReport report, double measured, double recorded, double tolerance) {

    public boolean passed() {
      return measured >= recorded - tolerance;
    }
  }

  /**
   * Measures the model.
   *
   * @param detector of the model's weights, answering down to a low score
   * @param precision of those weights
   * @param progress hears the number of pictures done after each
   * @throws ModelException if the model carries no golden set or no record for it, or the set is
   *     damaged
   */
  public static Result run(
      ModelPackage model,
      PictureDetector detector,
      String precision,
      double tolerance,
      IntConsumer progress) {
    List<ObjectClass> classes = model.manifest().classes();
    double recorded =
        model
            .manifest()
            .accuracy()
            .score(RecordedAccuracy.GOLDEN, precision, RecordedAccuracy.MAP50)
            .orElseThrow(() ->
                new ModelException(
                    "%s: no recorded accuracy of %s on the golden set (expected: accuracy.golden.%s.map50)"
                        .formatted(model.manifest().id(), precision, precision)));
    Dataset golden = Dataset.read(model.verifiedGolden(), model.manifest().classNames(), List.of());
    EvaluationReport report = new Evaluator(detector, classes).evaluate(golden, progress);
    double measured = report.mean(ObjectSize.ALL).ap50().orElse(0);
    return new Result(report, measured, recorded, tolerance);
  }
}
