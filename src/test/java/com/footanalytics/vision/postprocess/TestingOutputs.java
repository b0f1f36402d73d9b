package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec;
import com.footanalytics.vision.model.Fit;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Raw outputs set by hand, of a net with an input of 64 x 32 and the classes ball and player. */
final class TestingOutputs {

  static final List<ObjectClass> CLASSES =
      List.of(new ObjectClass("ball", 0.25f, 0), new ObjectClass("player", 0.25f, 1));

  /** The display picture is the input. */
  static final Letterbox AS_SHOWN = new Letterbox(64, 32, 64, 32);

  private final Map<String, FloatTensor> tensors = new HashMap<>();

  TestingOutputs with(String name, List<Integer> shape, float... values) {
    tensors.put(name, new FloatTensor(shape, FloatBuffer.wrap(values)));
    return this;
  }

  Outputs outputs() {
    return new Outputs(tensors);
  }

  List<Detection> decode(DecoderSpec spec, int item, Letterbox letterbox) {
    return decoder(spec).decode(outputs(), item, letterbox);
  }

  List<Detection> decode(DecoderSpec spec) {
    return decode(spec, 0, AS_SHOWN);
  }

  private static OutputDecoder decoder(DecoderSpec spec) {
    var input =
        new InputSpec("images", 64, 32, Fit.STRETCH, 0, PixelFormat.LEVELS, Optional.empty());
    return OutputDecoders.forModel(
        new ModelManifest(
            new ModelId("net", 1),
            input,
            spec,
            CLASSES,
            List.of(1),
            Map.of("fp32", new Weights("model.onnx", "0")),
            "fp32",
            Optional.empty(),
            new RecordedAccuracy(Map.of()),
            "none",
            Map.of()));
  }
}
