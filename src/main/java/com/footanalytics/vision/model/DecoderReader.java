package com.footanalytics.vision.model;

import com.footanalytics.vision.model.DecoderSpec.Activation;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import java.util.List;

/** Reads a manifest's section {@code decoder}. */
final class DecoderReader {

  static final String CENTRE_HEATMAP = "centre-heatmap";
  static final String YOLOV5 = "yolov5";
  static final String YOLOV8 = "yolov8";
  static final String END_TO_END = "end-to-end";
  static final String YOLOX = "yolox";
  static final String RT_DETR = "rt-detr";
  static final String DETR = "detr";
  static final String NANODET = "nanodet";

  /** Encodings of YOLOX's rows. */
  static final String RAW = "raw";

  static final String DECODED = "decoded";

  private static final List<String> TYPES =
      List.of(CENTRE_HEATMAP, YOLOV5, YOLOV8, END_TO_END, YOLOX, RT_DETR, DETR, NANODET);
  private static final int MAX_STRIDE_PX = 256;
  private static final int MAX_CANDIDATES = 100_000;

  private DecoderReader() {}

  static DecoderSpec read(YamlSection decoder) {
    DecoderSpec spec =
        switch (decoder.choice("type", TYPES)) {
          case YOLOV5 -> new DecoderSpec.Yolov5(decoder.text("output"), nms(decoder));
          case YOLOV8 -> new DecoderSpec.Yolov8(decoder.text("output"), nms(decoder));
          case END_TO_END -> new DecoderSpec.EndToEnd(decoder.text("output"));
          case YOLOX -> yolox(decoder);
          case RT_DETR ->
              new DecoderSpec.RtDetr(
                  decoder.text("labels"), decoder.text("boxes"), decoder.text("scores"));
          case DETR -> detr(decoder);
          case NANODET ->
              new DecoderSpec.NanoDet(
                  decoder.text("output"),
                  decoder.numbers("strides", 1, MAX_STRIDE_PX),
                  decoder.number("reg-max", 1, 64),
                  nms(decoder));
          default -> centreHeatmap(decoder);
        };
    decoder.end();
    return spec;
  }

  private static DecoderSpec centreHeatmap(YamlSection decoder) {
    decoder.constant("box-encoding", "exp-ltrb");
    return new DecoderSpec.CentreHeatmap(
        decoder.number("stride", 1, MAX_STRIDE_PX),
        decoder.text("heatmap"),
        decoder.text("boxes"),
        (float) decoder.fraction("suppression-iou"),
        decoder.number("max-candidates", 1, MAX_CANDIDATES));
  }

  private static DecoderSpec yolox(YamlSection decoder) {
    boolean raw = decoder.choice("encoding", List.of(RAW, DECODED)).equals(RAW);
    return new DecoderSpec.Yolox(
        decoder.text("output"),
        raw ? decoder.numbers("strides", 1, MAX_STRIDE_PX) : List.of(),
        nms(decoder));
  }

  private static DecoderSpec detr(YamlSection decoder) {
    return new DecoderSpec.Detr(
        decoder.text("boxes"),
        decoder.text("logits"),
        decoder.choice("activation", List.of(Activation.values())),
        decoder.choice("no-object-slot", List.of("none", "last")).equals("last"),
        decoder.number("max-objects", 1, MAX_CANDIDATES));
  }

  private static Nms nms(YamlSection decoder) {
    return new Nms(
        (float) decoder.fraction("suppression-iou"),
        decoder.number("max-candidates", 1, MAX_CANDIDATES));
  }
}
