package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.EndToEnd;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;

/**
 * Reads finished objects, {@code [N, rows, 6]}: left, top, right and bottom in input pixels, score,
 * class.
 */
final class FinishedDecoder implements OutputDecoder {

  private static final int COLUMNS = 6;

  private final EndToEnd spec;
  private final List<ObjectClass> classes;

  FinishedDecoder(EndToEnd spec, List<ObjectClass> classes) {
    this.spec = spec;
    this.classes = List.copyOf(classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    FloatTensor tensor = OutputTensors.named(outputs, spec.output(), ANY, COLUMNS);
    int rows = tensor.shape().get(1);
    var candidates = new Candidates(classes);
    var row = new float[COLUMNS];
    for (int index = 0; index < rows; index++) {
      tensor.values().get((item * rows + index) * COLUMNS, row);
      float score = row[4];
      if (score > 0) {
        int type = Labels.checked(row[5], classes.size());
        candidates.addSides(type, score, row[0], row[1], row[2], row[3]);
      }
    }
    return Candidates.inDisplayPixels(candidates.best(rows), letterbox);
  }
}
