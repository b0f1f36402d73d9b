package com.footanalytics.vision.model;

import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.Hints.Size;
import com.footanalytics.vision.model.ProbeAnswer.Probe;
import com.footanalytics.vision.model.Recognition.Recognised;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Recognises detectors with one output of rank 3, by how its lengths fit the input's size. */
final class DenseOutput {

  private static final List<Integer> THREE = List.of(8, 16, 32);
  private static final List<Integer> FOUR = List.of(8, 16, 32, 64);
  private static final List<Integer> FINE = List.of(4, 8, 16, 32);
  private static final int ANCHORS = 3;
  private static final int MAX_FINISHED = 1000;
  private static final int NANODET_REG_MAX = 7;
  private static final int NANODET_SIDES = 4 * (NANODET_REG_MAX + 1);
  private static final int MAX_CANDIDATES = 1000;

  private final TensorDescription output;
  private final PictureInput picture;
  private final Hints hints;
  private final ClassNames names;
  private final int rows;
  private final int columns;

  DenseOutput(TensorDescription output, PictureInput picture, Hints hints, ClassNames names) {
    this.output = output;
    this.picture = picture;
    this.hints = hints;
    this.names = names;
    this.rows = output.shape().get(1);
    this.columns = output.shape().get(2);
  }

  Recognised recognise(Probe probe) {
    ExportLayout layout = hints.layout().orElseGet(this::layout);
    return switch (layout) {
      case YOLOV5 ->
          recognised(
              layout, new DecoderSpec.Yolov5(output.name(), nms(0.45f)), classes(columns - 5));
      case YOLOV8 ->
          recognised(layout, new DecoderSpec.Yolov8(output.name(), nms(0.7f)), classes(rows - 4));
      case YOLOX -> yolox(probe);
      case NANODET_PLUS ->
          recognised(
              layout,
              new DecoderSpec.NanoDet(output.name(), FOUR, NANODET_REG_MAX, nms(0.6f)),
              classes(columns - NANODET_SIDES));
      case END_TO_END -> {
        if (columns != 6) {
          throw contradicted(layout);
        }
        yield recognised(
            layout, new DecoderSpec.EndToEnd(output.name()), names.ofAnyNumber("output " + output));
      }
      case RT_DETR, RF_DETR, HF_DETR, HF_DEFORMABLE_DETR, HF_RT_DETR -> throw contradicted(layout);
    };
  }

  private ExportLayout layout() {
    Set<ExportLayout> fitting = EnumSet.noneOf(ExportLayout.class);
    boolean manyColumns = columns > 5;
    if (manyColumns && (rows == ANCHORS * cells(THREE) || rows == ANCHORS * cells(FOUR))) {
      fitting.add(ExportLayout.YOLOV5);
    }
    if (manyColumns && rows == cells(THREE)) {
      fitting.add(ExportLayout.YOLOX);
    }
    if (columns > NANODET_SIDES && rows == cells(FOUR)) {
      fitting.add(ExportLayout.NANODET_PLUS);
      if (!picture.name().equals("data")) {
        fitting.add(ExportLayout.YOLOX);
      }
    }
    if (rows > 4 && (columns == cells(THREE) || columns == cells(FOUR) || columns == cells(FINE))) {
      fitting.add(ExportLayout.YOLOV8);
    }
    if (columns == 6 && rows <= MAX_FINISHED) {
      fitting.add(ExportLayout.END_TO_END);
    }
    if (fitting.isEmpty()) {
      throw Refusal.unknown(
          "output %s is that of no known detector of %s; say which with --layout"
              .formatted(output, picture.size()));
    }
    if (fitting.size() > 1) {
      throw Refusal.ambiguous(
          "output %s could be %s; say which with --layout"
              .formatted(
                  output,
                  fitting.stream()
                      .map(ExportLayout::toString)
                      .collect(Collectors.joining(" or "))));
    }
    return fitting.iterator().next();
  }

  /** Raw rows are only YOLOX's; decoded ones look like those of nets with other preprocessing. */
  private Recognised yolox(Probe probe) {
    InputSpec input = picture.as(ExportLayout.YOLOX);
    List<String> classes = classes(columns - 5);
    boolean decoded =
        switch (RowEncoding.of(probe.run(input), output.name(), picture.size())) {
          case RAW -> false;
          case DECODED -> true;
          case NEITHER ->
              throw Refusal.ambiguous(
                  "output %s is neither plainly raw nor plainly decoded yolox on a probe picture; describe it in model.yaml"
                      .formatted(output));
        };
    if (decoded && hints.layout().isEmpty() && !output.name().equals("output")) {
      throw Refusal.ambiguous(
          "output %s could be yolox or another net with rows in input pixels; say --layout yolox or describe it in model.yaml"
              .formatted(output));
    }
    if (!decoded && rows != cells(THREE)) {
      throw contradicted(ExportLayout.YOLOX);
    }
    return new Recognised(
        ExportLayout.YOLOX,
        input,
        new DecoderSpec.Yolox(output.name(), decoded ? List.of() : THREE, nms(0.45f)),
        classes,
        picture.batchSizes());
  }

  private List<String> classes(int count) {
    if (count < 1) {
      throw Refusal.unknown("output %s (expected: room for at least one class)".formatted(output));
    }
    return names.of(count, output);
  }

  private Refusal contradicted(ExportLayout layout) {
    return Refusal.unknown(
        "--layout: %s (expected: one that fits output %s at %s)"
            .formatted(layout, output, picture.size()));
  }

  /** Cells of grids over the input, those cut off at its edges included. */
  private int cells(List<Integer> strides) {
    Size size = picture.size();
    return strides.stream()
        .mapToInt(step -> Math.ceilDiv(size.width(), step) * Math.ceilDiv(size.height(), step))
        .sum();
  }

  private Recognised recognised(ExportLayout layout, DecoderSpec decoder, List<String> classes) {
    return new Recognised(layout, picture.as(layout), decoder, classes, picture.batchSizes());
  }

  private static Nms nms(float iou) {
    return new Nms(iou, MAX_CANDIDATES);
  }
}
