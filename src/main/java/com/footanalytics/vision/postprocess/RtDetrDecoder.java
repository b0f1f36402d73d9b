package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.RtDetr;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;

/**
 * Reads finished objects in three outputs, as RT-DETR, D-FINE and DEIM answer. The session gives
 * the model its input's own size, so boxes are in input pixels.
 */
final class RtDetrDecoder implements OutputDecoder {

  private final RtDetr spec;
  private final List<ObjectClass> classes;

  RtDetrDecoder(RtDetr spec, List<ObjectClass> classes) {
    this.spec = spec;
    this.classes = List.copyOf(classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    FloatTensor labels = OutputTensors.named(outputs, spec.labelsOutput(), ANY);
    int queries = labels.shape().get(1);
    FloatTensor boxes = OutputTensors.named(outputs, spec.boxesOutput(), queries, 4);
    FloatTensor scores = OutputTensors.named(outputs, spec.scoresOutput(), queries);
    var candidates = new Candidates(classes);
    var box = new float[4];
    for (int query = item * queries; query < (item + 1) * queries; query++) {
      int type = Labels.checked(labels.values().get(query), classes.size());
      float score = scores.values().get(query);
      boxes.values().get(query * box.length, box);
      candidates.addSides(type, score, box[0], box[1], box[2], box[3]);
    }
    return Candidates.inDisplayPixels(candidates.best(queries), letterbox);
  }
}
