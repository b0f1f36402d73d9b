package com.footanalytics.vision.model;

import com.footanalytics.vision.model.DecoderSpec.Activation;
import com.footanalytics.vision.model.Recognition.Recognised;
import java.util.List;

/** Recognises detectors that answer queries, by the names of their outputs. */
final class QueryOutputs {

  private static final int MAX_OBJECTS = 300;

  /** COCO's category numbers 0 to 90. */
  private static final int COCO_SLOTS = 91;

  private static final int COCO_CLASSES = 80;

  private final GraphDescription graph;
  private final PictureInput picture;
  private final Hints hints;
  private final ClassNames names;

  QueryOutputs(GraphDescription graph, PictureInput picture, Hints hints, ClassNames names) {
    this.graph = graph;
    this.picture = picture;
    this.hints = hints;
    this.names = names;
  }

  /** RT-DETR and its kin: labels, boxes and scores; without the batch's axis, for one picture. */
  Recognised finished() {
    allow(ExportLayout.RT_DETR);
    if (picture.sizeInput().isEmpty()) {
      throw Refusal.unknown(
          "inputs %s (expected: orig_target_sizes, in whose units boxes come)"
              .formatted(graph.inputs()));
    }
    TensorDescription boxes = output("boxes");
    boolean squeezed = boxes.hasRank(2);
    if ((!squeezed && !boxes.hasRank(3)) || boxes.shape().getLast() != 4) {
      throw Refusal.unknown("output %s (expected: [N, queries, 4])".formatted(boxes));
    }
    return new Recognised(
        ExportLayout.RT_DETR,
        picture.as(ExportLayout.RT_DETR),
        new DecoderSpec.RtDetr("labels", "boxes", "scores"),
        names.ofAnyNumber("output labels"),
        squeezed ? List.of(1) : picture.batchSizes());
  }

  /**
   * RF-DETR: its own checkpoints for COCO have a logit for each category number, others a spare.
   */
  Recognised rfDetr() {
    allow(ExportLayout.RF_DETR);
    TensorDescription logits = logits("labels", "dets");
    int slots = logits.shape().get(2);
    int classes = names.count().orElse(slots == COCO_SLOTS ? slots : slots - 1);
    boolean spare = classes == slots - 1;
    return recognised(
        ExportLayout.RF_DETR,
        new DecoderSpec.Detr("dets", "labels", Activation.SIGMOID, spare, MAX_OBJECTS),
        names.of(spare ? classes : slots, logits));
  }

  /** DETRs of Hugging Face, whose logits share 1 or not. */
  Recognised huggingFace() {
    TensorDescription logits = logits("logits", "pred_boxes");
    int slots = logits.shape().get(2);
    ExportLayout layout = hints.layout().orElseGet(() -> layout(logits, slots));
    hints
        .layout()
        .ifPresent(_ ->
            allow(ExportLayout.HF_DETR, ExportLayout.HF_DEFORMABLE_DETR, ExportLayout.HF_RT_DETR));
    boolean shared = layout == ExportLayout.HF_DETR;
    return recognised(
        layout,
        new DecoderSpec.Detr(
            "pred_boxes",
            "logits",
            shared ? Activation.SOFTMAX : Activation.SIGMOID,
            shared,
            MAX_OBJECTS),
        names.of(shared ? slots - 1 : slots, logits));
  }

  private ExportLayout layout(TensorDescription logits, int slots) {
    int named = names.count().orElse(-1);
    if (named == slots - 1 || (named < 0 && slots == COCO_SLOTS + 1)) {
      return ExportLayout.HF_DETR;
    }
    if (named < 0 && slots == COCO_SLOTS) {
      return ExportLayout.HF_DEFORMABLE_DETR;
    }
    if (named < 0 && slots == COCO_CLASSES) {
      return ExportLayout.HF_RT_DETR;
    }
    throw Refusal.ambiguous(
        "output %s could be hf-detr, hf-deformable-detr or hf-rt-detr; say which with --layout"
            .formatted(logits));
  }

  private TensorDescription logits(String logits, String boxes) {
    TensorDescription scores = output(logits);
    TensorDescription sides = output(boxes);
    boolean fits =
        scores.isFloat()
            && scores.hasRank(3)
            && scores.shape().get(2) > 1
            && sides.hasRank(3)
            && sides.shape().get(2) == 4
            && sides.shape().get(1).equals(scores.shape().get(1));
    if (!fits) {
      throw Refusal.unknown(
          "outputs [%s, %s] (expected: float32 [N, queries, 4] and [N, queries, classes])"
              .formatted(sides, scores));
    }
    return scores;
  }

  private TensorDescription output(String name) {
    return graph.output(name).orElseThrow();
  }

  private void allow(ExportLayout... layouts) {
    hints
        .layout()
        .filter(said -> !List.of(layouts).contains(said))
        .ifPresent(said -> {
          throw Refusal.unknown(
              "--layout: %s (expected: one of %s, as outputs %s say)"
                  .formatted(said, List.of(layouts), graph.outputs()));
        });
  }

  private Recognised recognised(ExportLayout layout, DecoderSpec decoder, List<String> classes) {
    return new Recognised(layout, picture.as(layout), decoder, classes, picture.batchSizes());
  }
}
