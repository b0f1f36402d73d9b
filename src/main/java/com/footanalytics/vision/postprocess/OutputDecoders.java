package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
import com.footanalytics.vision.model.DecoderSpec.Detr;
import com.footanalytics.vision.model.DecoderSpec.EndToEnd;
import com.footanalytics.vision.model.DecoderSpec.NanoDet;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.DecoderSpec.RtDetr;
import com.footanalytics.vision.model.DecoderSpec.Yolov5;
import com.footanalytics.vision.model.DecoderSpec.Yolov8;
import com.footanalytics.vision.model.DecoderSpec.Yolox;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ObjectClass;
import java.util.List;
import java.util.OptionalDouble;

/** Chooses the decoder that reads a model's outputs. */
public final class OutputDecoders {

  private OutputDecoders() {}

  /** A decoder with the thresholds of the manifest. */
  public static OutputDecoder forModel(ModelManifest manifest) {
    return forModel(manifest, OptionalDouble.empty());
  }

  /**
   * A decoder for a model.
   *
   * @param minimumScore score above which an object of any class counts, 0 to 1, in place of the
   *     manifest's thresholds
   */
  public static OutputDecoder forModel(ModelManifest manifest, OptionalDouble minimumScore) {
    List<ObjectClass> classes =
        manifest.classes().stream()
            .map(type ->
                new ObjectClass(
                    type.name(),
                    (float) minimumScore.orElse(type.threshold()),
                    type.suppressionGroup()))
            .toList();
    return switch (manifest.decoder()) {
      case CentreHeatmap spec -> new HeatmapDecoder(spec, classes);
      case Yolov5(String output, Nms nms) -> new RowsDecoder(output, null, nms, classes);
      case Yolov8 spec -> new ColumnsDecoder(spec, classes);
      case EndToEnd spec -> new FinishedDecoder(spec, classes);
      case Yolox(String output, List<Integer> strides, Nms nms) -> {
        Grids grids = strides.isEmpty() ? null : new Grids(strides, manifest.input());
        yield new RowsDecoder(output, grids, nms, classes);
      }
      case RtDetr spec -> new RtDetrDecoder(spec, classes);
      case Detr spec -> new DetrDecoder(spec, manifest.input(), classes);
      case NanoDet spec -> new NanoDetDecoder(spec, manifest.input(), classes);
    };
  }
}
