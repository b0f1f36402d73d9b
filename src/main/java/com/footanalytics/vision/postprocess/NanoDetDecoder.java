package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.NanoDet;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;

/**
 * Reads rows of class scores and of the four sides' distributions, after "Generalized Focal Loss"
 * (Li et al., 2020). NanoDet-Plus measures distances from a cell's upper left corner, not from its
 * middle. Each row is an object of its best class.
 */
final class NanoDetDecoder implements OutputDecoder {

  private static final int SIDES = 4;

  private final NanoDet spec;
  private final Grids grids;
  private final List<ObjectClass> classes;
  private final Suppression suppression;

  NanoDetDecoder(NanoDet spec, InputSpec input, List<ObjectClass> classes) {
    this.spec = spec;
    this.grids = new Grids(spec.strides(), input);
    this.classes = List.copyOf(classes);
    this.suppression = new Suppression(spec.nms().iou(), classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    int bins = spec.regMax() + 1;
    FloatTensor tensor =
        OutputTensors.named(outputs, spec.output(), ANY, classes.size() + SIDES * bins);
    int rows = tensor.shape().get(1);
    grids.check(spec.output(), rows);
    var candidates = new Candidates(classes);
    var row = new float[classes.size() + SIDES * bins];
    for (int index = 0; index < rows; index++) {
      tensor.values().get((item * rows + index) * row.length, row);
      int type = 0;
      for (int other = 1; other < classes.size(); other++) {
        type = row[other] > row[type] ? other : type;
      }
      float score = row[type];
      if (candidates.counts(type, score)) {
        int stride = grids.stride(index);
        candidates.addSides(
            type,
            score,
            grids.left(index) - stride * distance(row, 0),
            grids.top(index) - stride * distance(row, 1),
            grids.left(index) + stride * distance(row, 2),
            grids.top(index) + stride * distance(row, 3));
      }
    }
    return Candidates.inDisplayPixels(
        suppression.keep(candidates.best(spec.nms().maxCandidates())), letterbox);
  }

  /** Mean of a side's distribution, in strides. */
  private float distance(float[] row, int side) {
    int bins = spec.regMax() + 1;
    int start = classes.size() + side * bins;
    Softmax.apply(row, start, bins);
    float mean = 0;
    for (int bin = 1; bin < bins; bin++) {
      mean += bin * row[start + bin];
    }
    return mean;
  }
}
