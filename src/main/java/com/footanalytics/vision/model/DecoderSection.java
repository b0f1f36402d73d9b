package com.footanalytics.vision.model;

import static com.footanalytics.vision.model.ManifestWriter.exact;
import static com.footanalytics.vision.model.ManifestWriter.section;

import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
import com.footanalytics.vision.model.DecoderSpec.Detr;
import com.footanalytics.vision.model.DecoderSpec.EndToEnd;
import com.footanalytics.vision.model.DecoderSpec.NanoDet;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.DecoderSpec.RtDetr;
import com.footanalytics.vision.model.DecoderSpec.Yolov5;
import com.footanalytics.vision.model.DecoderSpec.Yolov8;
import com.footanalytics.vision.model.DecoderSpec.Yolox;
import java.util.List;
import java.util.Map;

/** The section {@code decoder} of a manifest, as {@link DecoderReader} reads it. */
final class DecoderSection {

  private DecoderSection() {}

  static Map<String, Object> of(DecoderSpec decoder) {
    return switch (decoder) {
      case CentreHeatmap heatmap ->
          section(
              "type", DecoderReader.CENTRE_HEATMAP,
              "stride", heatmap.stride(),
              "heatmap", heatmap.heatmapOutput(),
              "boxes", heatmap.boxesOutput(),
              "box-encoding", "exp-ltrb",
              "suppression-iou", exact(heatmap.suppressionIou()),
              "max-candidates", heatmap.maxCandidates());
      case Yolov5(String output, Nms nms) ->
          with(nms, section("type", DecoderReader.YOLOV5, "output", output));
      case Yolov8(String output, Nms nms) ->
          with(nms, section("type", DecoderReader.YOLOV8, "output", output));
      case EndToEnd(String output) -> section("type", DecoderReader.END_TO_END, "output", output);
      case Yolox(String output, List<Integer> strides, Nms nms) -> yolox(output, strides, nms);
      case RtDetr(String labels, String boxes, String scores) ->
          section(
              "type", DecoderReader.RT_DETR, "labels", labels, "boxes", boxes, "scores", scores);
      case Detr detr ->
          section(
              "type", DecoderReader.DETR,
              "boxes", detr.boxesOutput(),
              "logits", detr.logitsOutput(),
              "activation", detr.activation().toString(),
              "no-object-slot", detr.noObjectSlot() ? "last" : "none",
              "max-objects", detr.maxObjects());
      case NanoDet(String output, List<Integer> strides, int regMax, Nms nms) ->
          with(
              nms,
              section(
                  "type", DecoderReader.NANODET,
                  "output", output,
                  "strides", strides,
                  "reg-max", regMax));
    };
  }

  private static Map<String, Object> yolox(String output, List<Integer> strides, Nms nms) {
    Map<String, Object> section = section("type", DecoderReader.YOLOX, "output", output);
    section.put("encoding", strides.isEmpty() ? DecoderReader.DECODED : DecoderReader.RAW);
    if (!strides.isEmpty()) {
      section.put("strides", strides);
    }
    return with(nms, section);
  }

  private static Map<String, Object> with(Nms nms, Map<String, Object> section) {
    section.put("suppression-iou", exact(nms.iou()));
    section.put("max-candidates", nms.maxCandidates());
    return section;
  }
}
