package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Raw outputs of a model with the classes ball, goalkeeper, player and referee, set by hand. */
final class TestingHeatmap {

  static final List<ObjectClass> CLASSES =
      List.of(
          new ObjectClass("ball", 0.3f, 0),
          new ObjectClass("goalkeeper", 0.3f, 1),
          new ObjectClass("player", 0.3f, 1),
          new ObjectClass("referee", 0.3f, 1));
  static final int BALL = 0;
  static final int GOALKEEPER = 1;
  static final int PLAYER = 2;
  static final int STRIDE = 4;

  final int count;
  final int rows;
  final int columns;
  final float[] logits;
  final float[] raw;

  /** No object anywhere; every box reaches one stride from its cell's centre. */
  TestingHeatmap(int count, int rows, int columns) {
    this.count = count;
    this.rows = rows;
    this.columns = columns;
    this.logits = new float[count * CLASSES.size() * rows * columns];
    this.raw = new float[count * 4 * rows * columns];
    Arrays.fill(logits, -9f);
  }

  static CentreHeatmap spec(float suppressionIou, int maxCandidates) {
    return new CentreHeatmap(STRIDE, "heatmap", "boxes", suppressionIou, maxCandidates);
  }

  TestingHeatmap logit(int item, int type, int row, int column, double value) {
    logits[((item * CLASSES.size() + type) * rows + row) * columns + column] = (float) value;
    return this;
  }

  /** Distances in input pixels from the centre of a cell. */
  TestingHeatmap box(
      int item, int row, int column, double left, double top, double right, double bottom) {
    double[] distances = {left, top, right, bottom};
    for (int side = 0; side < 4; side++) {
      raw[((item * 4 + side) * rows + row) * columns + column] =
          (float) Math.log(distances[side] / STRIDE);
    }
    return this;
  }

  Outputs outputs() {
    return new Outputs(
        Map.of(
            "heatmap",
            new FloatTensor(
                List.of(count, CLASSES.size(), rows, columns), FloatBuffer.wrap(logits)),
            "boxes",
            new FloatTensor(List.of(count, 4, rows, columns), FloatBuffer.wrap(raw))));
  }

  /** The display picture is the input. */
  Letterbox asShown() {
    return new Letterbox(columns * STRIDE, rows * STRIDE, columns * STRIDE, rows * STRIDE);
  }

  /** Detections of the first picture in its input pixels. */
  List<Detection> decode(float suppressionIou, int maxCandidates) {
    return new HeatmapDecoder(spec(suppressionIou, maxCandidates), CLASSES)
        .decode(outputs(), 0, asShown());
  }

  List<Detection> decode() {
    return decode(0.6f, 300);
  }
}
