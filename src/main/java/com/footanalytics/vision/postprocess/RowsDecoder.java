package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of centre, size, objectness and class scores, {@code [N, rows, 5 + classes]}, as
 * YOLOv5 and YOLOX answer. Each row is an object of its best class.
 *
 * <p>Without grids rows are in input pixels. With grids a row belongs to a cell: its centre is
 * {@code (cell + xy) * stride}, its size {@code exp(wh) * stride}, after "YOLOX: Exceeding YOLO
 * Series in 2021" (Ge et al.).
 */
final class RowsDecoder implements OutputDecoder {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final String output;
  private final @Nullable Grids grids;
  private final Nms nms;
  private final List<ObjectClass> classes;
  private final float leastThreshold;
  private final Suppression suppression;

  RowsDecoder(String output, @Nullable Grids grids, Nms nms, List<ObjectClass> classes) {
    this.output = output;
    this.grids = grids;
    this.nms = nms;
    this.classes = List.copyOf(classes);
    this.leastThreshold =
        (float) classes.stream().mapToDouble(ObjectClass::threshold).min().orElse(0);
    this.suppression = new Suppression(nms.iou(), classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    FloatTensor tensor = OutputTensors.named(outputs, output, ANY, FIRST_CLASS + classes.size());
    int rows = tensor.shape().get(1);
    if (grids != null) {
      grids.check(output, rows);
    }
    var candidates = new Candidates(classes);
    var row = new float[FIRST_CLASS + classes.size()];
    for (int index = 0; index < rows; index++) {
      int start = (item * rows + index) * row.length;
      if (tensor.values().get(start + OBJECTNESS) > leastThreshold) {
        tensor.values().get(start, row);
        add(row, index, candidates);
      }
    }
    return Candidates.inDisplayPixels(
        suppression.keep(candidates.best(nms.maxCandidates())), letterbox);
  }

  private void add(float[] row, int index, Candidates candidates) {
    int best = FIRST_CLASS;
    for (int column = FIRST_CLASS + 1; column < row.length; column++) {
      best = row[column] > row[best] ? column : best;
    }
    int type = best - FIRST_CLASS;
    float score = row[OBJECTNESS] * row[best];
    if (grids == null) {
      candidates.addCentred(type, score, row[0], row[1], row[2], row[3]);
    } else if (candidates.counts(type, score)) {
      int stride = grids.stride(index);
      candidates.addCentred(
          type,
          score,
          grids.left(index) + row[0] * stride,
          grids.top(index) + row[1] * stride,
          (float) Math.exp(row[2]) * stride,
          (float) Math.exp(row[3]) * stride);
    }
  }
}
