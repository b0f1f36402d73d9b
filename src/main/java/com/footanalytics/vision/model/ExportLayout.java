package com.footanalytics.vision.model;

import com.footanalytics.vision.model.PixelFormat.Colour;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Families of detectors by what their exporters write, with the preprocessing each expects. */
public enum ExportLayout {
  /** YOLOv5 and YOLOv7: rows with objectness, three for each cell. */
  YOLOV5,
  /** YOLOv8, YOLOv9, YOLO11 and YOLO12: columns without objectness. */
  YOLOV8,
  /** Any of them with suppression inside, YOLOv10, YOLO26: finished objects. */
  END_TO_END,
  /** YOLOX, raw or decoded. */
  YOLOX,
  /** RT-DETR, D-FINE, DEIM: finished objects in units of the sizes given. */
  RT_DETR,
  /** RF-DETR: queries, a logit for each class. */
  RF_DETR,
  /** DETR as Hugging Face exports it: classes share 1 with a slot for no object. */
  HF_DETR,
  /** Deformable and Conditional DETR as Hugging Face exports them: a logit for each class. */
  HF_DEFORMABLE_DETR,
  /** RT-DETR and D-FINE as Hugging Face exports them: a logit for each class. */
  HF_RT_DETR,
  /** NanoDet-Plus: scores and distributions. */
  NANODET_PLUS;

  private static final int GREY = 114;
  private static final float TO_ONE = 1 / 255f;

  /** Mean and deviation of ImageNet's pictures, RGB, levels from 0 to 1. */
  private static final PixelFormat IMAGENET =
      PixelFormat.planes(
          Colour.RGB, TO_ONE, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

  /** The same on levels from 0 to 255, BGR, as NanoDet's configurations have them. */
  private static final PixelFormat NANODET =
      PixelFormat.planes(
          Colour.BGR, 1, List.of(103.53f, 116.28f, 123.675f), List.of(57.375f, 57.12f, 58.395f));

  /** What the family's nets take. */
  InputSpec input(String name, int width, int height, Optional<String> sizeInput) {
    Fit fit =
        switch (this) {
          case YOLOV5, YOLOV8, END_TO_END -> Fit.CENTRE;
          case YOLOX -> Fit.TOP_LEFT;
          case RT_DETR, RF_DETR, HF_DETR, HF_DEFORMABLE_DETR, HF_RT_DETR, NANODET_PLUS ->
              Fit.STRETCH;
        };
    PixelFormat pixels =
        switch (this) {
          case YOLOV5, YOLOV8, END_TO_END, RT_DETR, HF_RT_DETR ->
              PixelFormat.planes(Colour.RGB, TO_ONE);
          case YOLOX -> PixelFormat.planes(Colour.BGR, 1);
          case RF_DETR, HF_DETR, HF_DEFORMABLE_DETR -> IMAGENET;
          case NANODET_PLUS -> NANODET;
        };
    return new InputSpec(name, width, height, fit, GREY, pixels, sizeInput);
  }

  /** The form people write, such as {@code rf-detr}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
