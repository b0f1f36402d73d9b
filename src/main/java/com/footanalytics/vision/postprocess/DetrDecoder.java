package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.Detr;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;

/**
 * Reads queries with a logit for each class, after "End-to-End Object Detection with Transformers"
 * (Carion et al., 2020). Every pair of query and class may be an object, so that one query can
 * stand for objects of two classes; the best pairs of all are taken.
 */
final class DetrDecoder implements OutputDecoder {

  private final Detr spec;
  private final InputSpec input;
  private final List<ObjectClass> classes;

  DetrDecoder(Detr spec, InputSpec input, List<ObjectClass> classes) {
    this.spec = spec;
    this.input = input;
    this.classes = List.copyOf(classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    int slots = classes.size() + (spec.noObjectSlot() ? 1 : 0);
    FloatTensor logits = OutputTensors.named(outputs, spec.logitsOutput(), ANY, slots);
    int queries = logits.shape().get(1);
    FloatTensor boxes = OutputTensors.named(outputs, spec.boxesOutput(), queries, 4);
    var candidates = new Candidates(classes);
    var scores = new float[slots];
    var box = new float[4];
    for (int query = item * queries; query < (item + 1) * queries; query++) {
      logits.values().get(query * slots, scores);
      activate(scores);
      boxes.values().get(query * box.length, box);
      for (int type = 0; type < classes.size(); type++) {
        candidates.addCentred(
            type,
            scores[type],
            box[0] * input.width(),
            box[1] * input.height(),
            box[2] * input.width(),
            box[3] * input.height());
      }
    }
    return Candidates.inDisplayPixels(candidates.best(spec.maxObjects()), letterbox);
  }

  private void activate(float[] logits) {
    switch (spec.activation()) {
      case SIGMOID -> {
        for (int i = 0; i < logits.length; i++) {
          logits[i] = (float) (1 / (1 + Math.exp(-logits[i])));
        }
      }
      case SOFTMAX -> Softmax.apply(logits, 0, logits.length);
    }
  }
}
