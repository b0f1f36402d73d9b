package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Runs the pictures of a dataset through a detector, one after the other. */
public final class Evaluator {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PictureDetector detector;
  private final List<ObjectClass> classes;

  /**
   * @param detector answers with objects down to a low score, so that precision can be measured at
   *     every recall
   * @param classes the model's classes with the thresholds that count
   */
  public Evaluator(PictureDetector detector, List<ObjectClass> classes) {
    this.detector = detector;
    this.classes = List.copyOf(classes);
  }

  /**
   * Evaluates every picture.
   *
   * @param progress hears the number of pictures done after each
   * @throws DatasetException if a picture cannot be read or is not of the size its labels are for
   * @throws UnansweredException if the detector is busy with other things
   */
  public EvaluationReport evaluate(Dataset dataset, IntConsumer progress) {
    return evaluateByMatch(dataset, progress).total();
  }

  /**
   * All pictures together, and those of each match.
   *
   * @param matches by the part of the file names before the first underscore
   */
  public record ByMatch(EvaluationReport total, Map<String, EvaluationReport> matches) {

    public ByMatch {
      matches = Collections.unmodifiableMap(new TreeMap<>(matches));
    }
  }

  /** Evaluates every picture, as {@link #evaluate}. */
  public ByMatch evaluateByMatch(Dataset dataset, IntConsumer progress) {
    var evaluation = new Evaluation(classes);
    var byMatch = new TreeMap<String, Evaluation>();
    int done = 0;
    for (LabelledPicture picture : dataset.pictures()) {
      switch (detector.detect(bytes(picture), PATIENCE)) {
        case Answer.Found found -> {
          requireSize(picture, found);
          evaluation.add(picture, found.objects());
          byMatch
              .computeIfAbsent(match(picture), _ -> new Evaluation(classes))
              .add(picture, found.objects());
        }
        case Answer.Unreadable(String reason) ->
            throw new DatasetException(picture.file() + ": " + reason);
        case Answer.Busy _ -> throw new UnansweredException("the detector serves others too");
        case Answer.Unavailable(String reason) -> throw new UnansweredException(reason);
        case Answer.TooLate _ ->
            throw new UnansweredException(picture.file() + ": no answer within " + PATIENCE);
      }
      progress.accept(++done);
    }
    var reports = new TreeMap<String, EvaluationReport>();
    byMatch.forEach((name, part) -> reports.put(name, part.report(name)));
    return new ByMatch(evaluation.report(dataset.name()), reports);
  }

  private static String match(LabelledPicture picture) {
    String name = picture.file().getFileName().toString();
    int end = name.indexOf('_');
    return end < 0 ? name : name.substring(0, end);
  }

  private static void requireSize(LabelledPicture picture, Answer.Found found) {
    if (found.width() != picture.width() || found.height() != picture.height()) {
      throw new DatasetException(
          "%s: %dx%d (expected: %dx%d, the size its labels are for)"
              .formatted(
                  picture.file(),
                  found.width(),
                  found.height(),
                  picture.width(),
                  picture.height()));
    }
  }

  private static byte[] bytes(LabelledPicture picture) {
    try {
      return Files.readAllBytes(picture.file());
    } catch (IOException e) {
      throw new DatasetException(picture.file() + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
