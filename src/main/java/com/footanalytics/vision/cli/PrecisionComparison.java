package com.footanalytics.vision.cli;

import com.footanalytics.vision.evaluate.Agreement;
import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.DirectPictures;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PictureDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a model finds the same in all its precisions, on some of its golden pictures. */
final class PrecisionComparison {

  private static final String REFERENCE = LoadedDetector.FLOAT32;
  private static final int PICTURES = 8;

  private static final double LEAST_FOUND = 0.9;
  private static final double LEAST_MEAN_IOU = 0.85;

  private final ModelPackage model;
  private final Engines engines;
  private final CorePlan plan;

  PrecisionComparison(ModelPackage model, Engines engines, CorePlan plan) {
    this.model = model;
    this.engines = engines;
    this.plan = plan;
  }

  /**
   * What was seen.
   *
   * @param text of a comparison, for a person
   * @param objection why the model must not be trusted, if so
   */
  record Result(String text, Optional<String> objection) {}

  /**
   * Compares every other precision with float32; none if the model has no float32 weights.
   *
   * @param golden annotations of its golden set, verified
   * @param precisions those that run here
   */
  List<Result> run(Path golden, List<String> precisions) {
    if (!precisions.contains(REFERENCE)) {
      return List.of();
    }
    var results = new ArrayList<Result>();
    List<byte[]> pictures = pictures(golden.resolveSibling("images"));
    try (LoadedDetector reference = load(REFERENCE, OptionalDouble.empty())) {
      var wanted = new DirectPictures(reference);
      for (String precision : precisions) {
        if (!precision.equals(REFERENCE)) {
          results.add(compare(precision, wanted, pictures));
        }
      }
    }
    return results;
  }

  private Result compare(String precision, PictureDetector wanted, List<byte[]> pictures) {
    try (LoadedDetector detector = load(precision, OptionalDouble.of(Agreement.LOWEST_SCORE))) {
      Agreement agreement = Agreement.of(wanted, new DirectPictures(detector), pictures);
      String text =
          String.format(
              Locale.ROOT,
              "%s against %s: %.1f %% of %d objects found, mean IoU %.3f",
              precision,
              REFERENCE,
              100 * agreement.found(),
              agreement.objects(),
              agreement.meanIou());
      boolean agrees = agreement.found() >= LEAST_FOUND && agreement.meanIou() >= LEAST_MEAN_IOU;
      return new Result(
          text,
          agrees
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "%s: %s (expected: at least %.0f %%, %.2f)",
                      model.manifest().id(),
                      text,
                      100 * LEAST_FOUND,
                      LEAST_MEAN_IOU)));
    }
  }

  private LoadedDetector load(String precision, OptionalDouble minimumScore) {
    return LoadedDetector.load(model, precision, minimumScore, engines, plan);
  }

  private static List<byte[]> pictures(Path images) {
    try (var files = Files.list(images)) {
      List<Path> all = files.sorted().toList();
      var pictures = new ArrayList<byte[]>();
      for (int i = 0; i < Math.min(PICTURES, all.size()); i++) {
        pictures.add(Files.readAllBytes(all.get(i * all.size() / Math.min(PICTURES, all.size()))));
      }
      return pictures;
    } catch (IOException e) {
      throw new ModelException(images + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
