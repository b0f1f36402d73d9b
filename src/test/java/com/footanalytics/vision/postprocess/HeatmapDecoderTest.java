package com.footanalytics.vision.postprocess;

import static com.footanalytics.vision.postprocess.TestingHeatmap.BALL;
import static com.footanalytics.vision.postprocess.TestingHeatmap.GOALKEEPER;
import static com.footanalytics.vision.postprocess.TestingHeatmap.PLAYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeatmapDecoderTest {

  private final TestingHeatmap map = new TestingHeatmap(1, 10, 12);

  @Test
  void findsNothingWhereNothingIs() {
    assertEquals(List.of(), map.decode());
  }

  @Test
  void boxReachesFromTheCellsCentreByTheFourDistances() {
    map.logit(0, PLAYER, 5, 6, 2).box(0, 5, 6, 3, 10, 5, 12);

    Detection only = map.decode().getFirst();

    assertEquals(PLAYER, only.classIndex());
    assertEquals(1 / (1 + Math.exp(-2)), only.score(), 1e-6);
    assertBox(26 - 3, 22 - 10, 26 + 5, 22 + 12, only.box());
  }

  @Test
  void distancesAreHeldBetweenTheirLimits() {
    map.logit(0, PLAYER, 5, 6, 2);
    for (int side = 0; side < 4; side++) {
      map.raw[(side * 10 + 5) * 12 + 6] = side < 2 ? -50 : 50;
    }
    double nearest = 4 * Math.exp(-4);

    assertBox(26 - nearest, 22 - nearest, 48, 40, map.decode().getFirst().box());
  }

  @Test
  void scoreMustBeAboveTheThresholdOfItsClass() {
    double justBelow = Math.log(0.2999 / 0.7001);
    double justAbove = Math.log(0.3001 / 0.6999);
    map.logit(0, BALL, 2, 2, justBelow).logit(0, PLAYER, 7, 7, justAbove);

    assertEquals(List.of(PLAYER), classesOf(map.decode()));
  }

  @Test
  void ofNeighboursOnlyTheLargestIsAnObject() {
    for (int row = 4; row <= 6; row++) {
      for (int column = 4; column <= 6; column++) {
        map.logit(0, PLAYER, row, column, row == 5 && column == 5 ? 3 : 2.9);
      }
    }
    assertEquals(1, map.decode(1, 300).size());
    assertBox(18, 18, 26, 26, map.decode(1, 300).getFirst().box());
  }

  @Test
  void ofEqualNeighboursTheFirstInRasterOrderIsTaken() {
    map.logit(0, BALL, 3, 4, 1).logit(0, BALL, 3, 5, 1).logit(0, BALL, 4, 3, 1);

    List<Detection> found = map.decode(1, 300);

    assertEquals(1, found.size());
    assertBox(14, 10, 22, 18, found.getFirst().box());
  }

  @Test
  void classesDoNotHideEachOthersPeaks() {
    map.logit(0, BALL, 3, 3, 1).logit(0, PLAYER, 3, 4, 2);

    assertEquals(List.of(PLAYER, BALL), classesOf(map.decode()));
  }

  @Test
  void cellsOnTheBorderCanBePeaks() {
    map.logit(0, PLAYER, 0, 0, 1)
        .logit(0, PLAYER, 0, 11, 2)
        .logit(0, PLAYER, 9, 0, 3)
        .logit(0, PLAYER, 9, 11, 4);

    List<Detection> found = map.decode();

    assertEquals(4, found.size());
    assertBox(42, 34, 48, 40, found.get(0).box());
    assertBox(0, 0, 6, 6, found.get(3).box());
  }

  @Test
  void lastCellOfARowIsNoNeighbourOfTheFirstOfTheNext() {
    map.logit(0, PLAYER, 4, 11, 2).logit(0, PLAYER, 5, 0, 1);

    assertEquals(2, map.decode().size());
  }

  @Test
  void onlyTheBestCandidatesAreKept() {
    for (int column = 0; column < 12; column += 2) {
      map.logit(0, PLAYER, 1, column, column).logit(0, BALL, 8, column, column + 0.5);
    }
    List<Detection> found = map.decode(1, 3);

    assertEquals(List.of(BALL, PLAYER, BALL), classesOf(found));
    assertEquals(1 / (1 + Math.exp(-8.5)), found.getLast().score(), 1e-6);
  }

  @Test
  void personsHideEachOtherWhateverTheirClassButNotTheBall() {
    map.logit(0, PLAYER, 4, 4, 2).logit(0, GOALKEEPER, 4, 4, 3).logit(0, BALL, 4, 4, 1);

    assertEquals(List.of(GOALKEEPER, BALL), classesOf(map.decode()));
  }

  @Test
  void picturesOfABatchAreReadApart() {
    var two =
        new TestingHeatmap(2, 10, 12)
            .logit(0, PLAYER, 2, 2, 1)
            .logit(1, BALL, 5, 6, 2)
            .box(1, 5, 6, 8, 8, 8, 8);
    var decoder = new HeatmapDecoder(TestingHeatmap.spec(0.6f, 300), TestingHeatmap.CLASSES);

    List<Detection> second = decoder.decode(two.outputs(), 1, two.asShown());

    assertEquals(List.of(BALL), classesOf(second));
    assertBox(18, 14, 34, 30, second.getFirst().box());
  }

  @Test
  void boxesAreGivenInDisplayPixelsWithinThePicture() {
    map.logit(0, PLAYER, 5, 6, 2).box(0, 5, 6, 4, 30, 4, 8);
    var letterbox = new Letterbox(192, 128, 48, 32);
    var decoder = new HeatmapDecoder(TestingHeatmap.spec(0.6f, 300), TestingHeatmap.CLASSES);

    Detection only = decoder.decode(map.outputs(), 0, letterbox).getFirst();

    assertBox(88, 0, 120, 120, only.box());
  }

  @Test
  void objectsOutsideThePictureAreLeftOut() {
    map.logit(0, PLAYER, 9, 6, 2).box(0, 9, 6, 2, 2, 2, 2);
    var letterbox = new Letterbox(48, 32, 48, 32);
    var decoder = new HeatmapDecoder(TestingHeatmap.spec(0.6f, 300), TestingHeatmap.CLASSES);

    assertEquals(List.of(), decoder.decode(map.outputs(), 0, letterbox));
  }

  @Test
  void valuesThatAreNoNumbersAreNoObjects() {
    map.logit(0, PLAYER, 5, 6, Double.NaN).logit(0, BALL, 2, 2, 3);
    map.raw[2 * 12 + 2] = Float.NaN;

    assertEquals(List.of(), map.decode());
  }

  @Test
  void outputsThatDifferFromTheManifestAreRefused() {
    var decoder = new HeatmapDecoder(TestingHeatmap.spec(0.6f, 300), TestingHeatmap.CLASSES);
    FloatTensor boxes = tensor(1, 4, 2, 3);

    for (FloatTensor heatmap :
        List.of(tensor(1, 3, 2, 3), tensor(1, 4, 3, 3), tensor(1, 4, 2), tensor(3, 2, 3))) {
      var outputs = new Outputs(Map.of("heatmap", heatmap, "boxes", boxes));
      assertThrows(ModelException.class, () -> decoder.decode(outputs, 0, map.asShown()));
    }
    var unnamed = new Outputs(Map.of("boxes", boxes));
    assertThrows(ModelException.class, () -> decoder.decode(unnamed, 0, map.asShown()));
  }

  private static FloatTensor tensor(Integer... shape) {
    int size = List.of(shape).stream().reduce(1, (a, b) -> a * b);
    return new FloatTensor(List.of(shape), FloatBuffer.allocate(size));
  }

  private static List<Integer> classesOf(List<Detection> detections) {
    return detections.stream().map(Detection::classIndex).toList();
  }

  private static void assertBox(double x1, double y1, double x2, double y2, Box box) {
    assertEquals(x1, box.x1(), 1e-3);
    assertEquals(y1, box.y1(), 1e-3);
    assertEquals(x2, box.x2(), 1e-3);
    assertEquals(y2, box.y2(), 1e-3);
  }
}
