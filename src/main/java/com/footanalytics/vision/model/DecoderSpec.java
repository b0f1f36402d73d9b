package com.footanalytics.vision.model;

import java.util.List;
import java.util.Locale;

/** How a model's raw outputs are to be read. {@code N} is the number of pictures. */
public sealed interface DecoderSpec {

  /** The outputs it reads, in the order in which a file that does not name them answers them. */
  default List<String> outputs() {
    return switch (this) {
      case CentreHeatmap spec -> List.of(spec.heatmapOutput(), spec.boxesOutput());
      case Yolov5 spec -> List.of(spec.output());
      case Yolov8 spec -> List.of(spec.output());
      case EndToEnd spec -> List.of(spec.output());
      case Yolox spec -> List.of(spec.output());
      case RtDetr spec -> List.of(spec.labelsOutput(), spec.boxesOutput(), spec.scoresOutput());
      case Detr spec -> List.of(spec.boxesOutput(), spec.logitsOutput());
      case NanoDet spec -> List.of(spec.output());
    };
  }

  /**
   * One plane of logits and four distances for every cell of a grid over the input: an object is a
   * local maximum of its class's plane.
   *
   * @param stride input pixels from one cell to the next
   * @param heatmapOutput name of the output {@code [N, classes, height / stride, width / stride]},
   *     logits
   * @param boxesOutput name of the output {@code [N, 4, height / stride, width / stride]}: left,
   *     top, right and bottom as {@code r}, where the distance from the cell's centre in input
   *     pixels is {@code stride * exp(clamp(r, -4, 6))}
   * @param suppressionIou overlap above which the weaker of two objects of a group is dropped
   * @param maxCandidates peaks of one picture that go into suppression, best first
   */
  record CentreHeatmap(
      int stride, String heatmapOutput, String boxesOutput, float suppressionIou, int maxCandidates)
      implements DecoderSpec {

    public CentreHeatmap {
      if (stride < 1
          || maxCandidates < 1
          || !(suppressionIou >= 0 && suppressionIou <= 1)
          || heatmapOutput.equals(boxesOutput)) {
        throw new IllegalArgumentException(
            "decoder: stride %d, max-candidates %d, suppression-iou %s, outputs %s and %s"
                    .formatted(stride, maxCandidates, suppressionIou, heatmapOutput, boxesOutput)
                + " (expected: > 0, > 0, 0 to 1, two names)");
      }
    }
  }

  /**
   * Non-maximum suppression of what a model answers.
   *
   * @param iou overlap above which the weaker of two objects of a group is dropped
   * @param maxCandidates objects of one picture that go into suppression, best first
   */
  record Nms(float iou, int maxCandidates) {

    public Nms {
      if (maxCandidates < 1 || !(iou >= 0 && iou <= 1)) {
        throw new IllegalArgumentException(
            "decoder: max-candidates %d, suppression-iou %s (expected: > 0, 0 to 1)"
                .formatted(maxCandidates, iou));
      }
    }
  }

  /**
   * Rows of centre, size, objectness and class scores, as YOLOv5 answers: {@code [N, rows, 5 +
   * classes]}, input pixels, a score is objectness times class.
   *
   * @param output name of the output
   */
  record Yolov5(String output, Nms nms) implements DecoderSpec {}

  /**
   * Columns of centre, size and class scores, as YOLOv8 to YOLO12 answer: {@code [N, 4 + classes,
   * columns]}, input pixels.
   *
   * @param output name of the output
   */
  record Yolov8(String output, Nms nms) implements DecoderSpec {}

  /**
   * Finished objects, as nets with suppression inside or without any answer: {@code [N, rows, 6]},
   * left, top, right and bottom in input pixels, score, class.
   *
   * @param output name of the output
   */
  record EndToEnd(String output) implements DecoderSpec {}

  /**
   * Rows as {@link Yolov5}'s, as YOLOX answers. Raw rows hold the centre relative to their cell and
   * the logarithm of the size, both in strides.
   *
   * @param output name of the output
   * @param strides input pixels from one cell to the next, of each grid in the order of their rows;
   *     empty if rows are in input pixels already
   */
  record Yolox(String output, List<Integer> strides, Nms nms) implements DecoderSpec {

    public Yolox {
      strides = checked(strides);
    }
  }

  /**
   * Finished objects in three outputs, as RT-DETR, D-FINE and DEIM answer, in units of the size
   * that they were given.
   *
   * @param labelsOutput name of the output {@code [N, queries]}, class indices
   * @param boxesOutput name of the output {@code [N, queries, 4]}: left, top, right, bottom
   * @param scoresOutput name of the output {@code [N, queries]}
   */
  record RtDetr(String labelsOutput, String boxesOutput, String scoresOutput)
      implements DecoderSpec {}

  /**
   * Queries with a logit for each class, as DETR and RF-DETR answer. The best pairs of query and
   * class are objects.
   *
   * @param boxesOutput name of the output {@code [N, queries, 4]}: centre and size, 0 to 1 of the
   *     input
   * @param logitsOutput name of the output {@code [N, queries, classes]}, one more with a last slot
   *     for no object
   * @param activation how logits become scores
   * @param noObjectSlot whether the last logit stands for no object
   * @param maxObjects pairs of one picture that are looked at, best first
   */
  record Detr(
      String boxesOutput,
      String logitsOutput,
      Activation activation,
      boolean noObjectSlot,
      int maxObjects)
      implements DecoderSpec {

    public Detr {
      if (maxObjects < 1 || boxesOutput.equals(logitsOutput)) {
        throw new IllegalArgumentException(
            "decoder: max-objects %d, outputs %s and %s (expected: > 0, two names)"
                .formatted(maxObjects, boxesOutput, logitsOutput));
      }
    }
  }

  /**
   * Rows of class scores and of four distributions, as NanoDet-Plus answers: {@code [N, rows,
   * classes + 4 * (regMax + 1)]}. The mean of a distribution over 0 to {@code regMax} is the
   * distance in strides from the cell's corner to the left, top, right and bottom.
   *
   * @param output name of the output
   * @param strides input pixels from one cell to the next, of each grid in the order of their rows
   * @param regMax largest distance in strides
   */
  record NanoDet(String output, List<Integer> strides, int regMax, Nms nms) implements DecoderSpec {

    public NanoDet {
      strides = checked(strides);
      if (regMax < 1 || strides.isEmpty()) {
        throw new IllegalArgumentException(
            "decoder: reg-max %d, strides %s (expected: > 0, at least one)"
                .formatted(regMax, strides));
      }
    }
  }

  /** Functions from logits to scores. */
  enum Activation {
    /** Each class by itself. */
    SIGMOID,
    /** All classes share 1. */
    SOFTMAX;

    /** The form manifests carry, such as {@code sigmoid}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static List<Integer> checked(List<Integer> strides) {
    if (strides.stream().anyMatch(stride -> stride < 1)) {
      throw new IllegalArgumentException(
          "decoder: strides %s (expected: all > 0)".formatted(strides));
    }
    return List.copyOf(strides);
  }
}
