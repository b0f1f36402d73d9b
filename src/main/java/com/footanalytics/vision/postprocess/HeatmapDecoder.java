package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.OutputTensors.ANY;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a heatmap of object centres and four distances for each cell, after "Objects as Points"
 * (Zhou et al., 2019) with the box encoding of FCOS (Tian et al., 2019).
 *
 * <p>A cell holds an object of a class where its logit is above the class's threshold and is the
 * largest of the 3 x 3 cells around it; of equal neighbours the first in raster order is taken. The
 * best candidates of all classes then go through {@link Suppression}. Scores are compared as
 * logits, so only what is found pays for an exponential. Boxes that are empty within the picture
 * are left out.
 */
final class HeatmapDecoder implements OutputDecoder {

  private static final float MIN_LOG_DISTANCE = -4;
  private static final float MAX_LOG_DISTANCE = 6;

  private final CentreHeatmap spec;
  private final List<ObjectClass> classes;
  private final Suppression suppression;

  HeatmapDecoder(CentreHeatmap spec, List<ObjectClass> classes) {
    this.spec = spec;
    this.classes = List.copyOf(classes);
    this.suppression = new Suppression(spec.suppressionIou(), classes);
  }

  @Override
  public List<Detection> decode(Outputs outputs, int item, Letterbox letterbox) {
    FloatTensor heatmap =
        OutputTensors.named(outputs, spec.heatmapOutput(), classes.size(), ANY, ANY);
    FloatTensor boxes = OutputTensors.named(outputs, spec.boxesOutput(), 4, ANY, ANY);
    int rows = heatmap.shape().get(2);
    int columns = heatmap.shape().get(3);
    if (!boxes.shape().subList(2, 4).equals(heatmap.shape().subList(2, 4))) {
      throw new ModelException(
          "outputs: heatmap %s, boxes %s (expected: the same rows and columns)"
              .formatted(heatmap.shape(), boxes.shape()));
    }
    Peaks peaks = new Peaks();
    var plane = new float[rows * columns];
    for (int type = 0; type < classes.size(); type++) {
      int start = (item * classes.size() + type) * plane.length;
      heatmap.values().get(start, plane);
      peaks.collect(plane, columns, logit(classes.get(type).threshold()), type * plane.length);
    }
    List<Detection> candidates =
        candidates(peaks.best(spec.maxCandidates()), boxes.values(), item, rows, columns);
    return Candidates.inDisplayPixels(suppression.keep(candidates), letterbox);
  }

  /** Peaks with their boxes in input pixels, best first. */
  private List<Detection> candidates(
      long[] peaks, FloatBuffer boxes, int item, int rows, int columns) {
    int cells = rows * columns;
    var candidates = new ArrayList<Detection>(peaks.length);
    for (long peak : peaks) {
      int index = Peaks.index(peak);
      int cell = index % cells;
      int row = cell / columns;
      int column = cell % columns;
      float x = (column + 0.5f) * spec.stride();
      float y = (row + 0.5f) * spec.stride();
      int left = item * 4 * cells + cell;
      float x1 = x - distance(boxes.get(left));
      float y1 = y - distance(boxes.get(left + cells));
      float x2 = x + distance(boxes.get(left + 2 * cells));
      float y2 = y + distance(boxes.get(left + 3 * cells));
      if (x1 < x2 && y1 < y2) {
        float score = (float) (1 / (1 + Math.exp(-Peaks.value(peak))));
        candidates.add(new Detection(index / cells, score, new Box(x1, y1, x2, y2)));
      }
    }
    return candidates;
  }

  private float distance(float raw) {
    return spec.stride() * (float) Math.exp(Math.clamp(raw, MIN_LOG_DISTANCE, MAX_LOG_DISTANCE));
  }

  private static float logit(float score) {
    return (float) Math.log(score / (1.0 - score));
  }
}
