package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
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
    };
  }
}
