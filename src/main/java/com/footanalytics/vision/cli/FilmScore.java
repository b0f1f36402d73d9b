package com.footanalytics.vision.cli;

import com.footanalytics.vision.evaluate.Evaluation;
import com.footanalytics.vision.evaluate.EvaluationReport;
import com.footanalytics.vision.evaluate.GroundTruth;
import com.footanalytics.vision.evaluate.LabelledPicture;
import com.footanalytics.vision.evaluate.PixelBox;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.TrueObject;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.ResultLine;
import com.footanalytics.vision.sink.ResultReader;
import com.footanalytics.vision.studio.PictureSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How well a simulated film's analysis found what the film shows. */
final class FilmScore {

  private FilmScore() {}

  /**
   * Compares frame by frame; objects of which too little can be seen are not asked for.
   *
   * @param truths of all frames from 0
   * @param detections the analysis' {@code detections.jsonl}
   * @param classes what the model finds; other objects are left out
   */
  static EvaluationReport of(
      MatchSettings settings, List<FrameTruth> truths, Path detections, List<ObjectClass> classes) {
    List<String> names = classes.stream().map(ObjectClass::name).toList();
    Evaluation evaluation = new Evaluation(classes);
    try (ResultReader reader = new ResultReader(detections)) {
      for (Optional<ResultLine> line = reader.next(); line.isPresent(); line = reader.next()) {
        if (line.get() instanceof ResultLine.Found(FrameResult frame)) {
          List<GroundTruth> objects = labels(truths.get((int) frame.frame()), names);
          var picture =
              new LabelledPicture(detections, settings.width(), settings.height(), objects);
          evaluation.add(picture, frame.detections());
        }
      }
    }
    return evaluation.report("simulated match " + settings.seed());
  }

  private static List<GroundTruth> labels(FrameTruth truth, List<String> names) {
    List<GroundTruth> labels = new ArrayList<>();
    for (TrueObject object : truth.objects()) {
      int index = names.indexOf(object.role().name().toLowerCase(Locale.ROOT));
      if (index >= 0 && PictureSet.isLabelled(object)) {
        double width = object.x1() - object.x0();
        double height = object.y1() - object.y0();
        labels.add(
            new GroundTruth(
                index,
                new PixelBox(object.x0(), object.y0(), width, height),
                width * height,
                false));
      }
    }
    return labels;
  }
}
