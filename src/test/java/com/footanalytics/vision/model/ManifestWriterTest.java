package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.model.DecoderSpec.Activation;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.PixelFormat.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestWriterTest {

  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final Nms NMS = new Nms(0.45f, 1000);

  @TempDir Path folder;

  static Stream<DecoderSpec> decoders() {
    return Stream.of(
        new DecoderSpec.CentreHeatmap(4, "heatmap", "boxes", 0.6f, 300),
        new DecoderSpec.Yolov5("output0", NMS),
        new DecoderSpec.Yolov8("output0", NMS),
        new DecoderSpec.EndToEnd("output0"),
        new DecoderSpec.Yolox("output", List.of(8, 16, 32), NMS),
        new DecoderSpec.Yolox("output", List.of(), NMS),
        new DecoderSpec.RtDetr("labels", "boxes", "scores"),
        new DecoderSpec.Detr("dets", "labels", Activation.SIGMOID, true, 300),
        new DecoderSpec.Detr("pred_boxes", "logits", Activation.SOFTMAX, false, 100),
        new DecoderSpec.NanoDet("output", List.of(8, 16, 32, 64), 7, NMS));
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void whatIsWrittenIsReadAgain(DecoderSpec decoder) throws IOException {
    var input =
        new InputSpec(
            "images",
            640,
            384,
            Fit.CENTRE,
            114,
            PixelFormat.planes(
                Colour.BGR, 1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.1f, 3f, 57.375f)),
            Optional.of("orig_target_sizes"));
    assertReadAgain(manifest(input, decoder));
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void levelsAndEverySectionAreReadAgain(DecoderSpec decoder) throws IOException {
    ModelManifest plain = manifest(new InputSpec("images", 96, 64, 114), decoder);
    assertReadAgain(
        new ModelManifest(
            plain.id(),
            plain.input(),
            plain.decoder(),
            plain.classes(),
            plain.batchSizes(),
            plain.precisions(),
            plain.defaultPrecision(),
            Optional.of(new GoldenSet("golden/annotations.json", 3, SHA)),
            new RecordedAccuracy(Map.of("golden", Map.of("fp32", Map.of("map50", 0.5)))),
            "yes: # no",
            Map.of("seed", "7")));
  }

  private void assertReadAgain(ModelManifest manifest) throws IOException {
    Path file = Files.writeString(folder.resolve("model.yaml"), manifest.toYaml());
    assertEquals(manifest, ModelManifest.read(file));
  }

  private static ModelManifest manifest(InputSpec input, DecoderSpec decoder) {
    return new ModelManifest(
        new ModelId("mine", 12),
        input,
        decoder,
        List.of(
            new ObjectClass("no", 0.25f, 0),
            new ObjectClass("1", 0.3f, 1),
            new ObjectClass("a: 'b' \"c\", {d}", 1, 0)),
        List.of(1, 2),
        Map.of("fp32", new Weights("model.onnx", SHA)),
        "fp32",
        Optional.empty(),
        new RecordedAccuracy(Map.of()),
        "not stated",
        Map.of());
  }
}
