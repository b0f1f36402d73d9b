package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.Yolov8;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Reads columns of centre, size and class scores, {@code [N, 4 + classes, columns]} in input
 * pixels, as YOLOv8 and its successors answer. Each column is an object of its best class.
 */
final class ColumnsDecoder implements OutputDecoder {

  private static final int FIRST_CLASS = 4;

  private final Yolov8 spec;
  private final List<ObjectClass> classes;
  private final Suppression suppression;

  ColumnsDecoder(Yolov8 spec, List<ObjectClass> classes) {
    this.spec = spec;
    this.classes = List.copyOf(classes);
    this.suppression = new Suppression(spec.nms().iou(), classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    FloatTensor tensor =
        OutputTensors.named(outputs, spec.output(), FIRST_CLASS + classes.size(), ANY);
    int columns = tensor.shape().get(2);
    int start = item * (FIRST_CLASS + classes.size()) * columns;
    FloatBuffer values = tensor.values();
    var scores = new float[columns];
    var types = new int[columns];
    var plane = new float[columns];
    for (int type = 0; type < classes.size(); type++) {
      values.get(start + (FIRST_CLASS + type) * columns, plane);
      for (int column = 0; column < columns; column++) {
        if (plane[column] > scores[column]) {
          scores[column] = plane[column];
          types[column] = type;
        }
      }
    }
    var candidates = new Candidates(classes);
    for (int column = 0; column < columns; column++) {
      if (candidates.counts(types[column], scores[column])) {
        candidates.addCentred(
            types[column],
            scores[column],
            values.get(start + column),
            values.get(start + columns + column),
            values.get(start + 2 * columns + column),
            values.get(start + 3 * columns + column));
      }
    }
    return Candidates.inDisplayPixels(
        suppression.keep(candidates.best(spec.nms().maxCandidates())), letterbox);
  }
}
