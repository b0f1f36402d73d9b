package com.footanalytics.vision.postprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decoder against one that reads like the definition, on random planes with many ties. */
class HeatmapDecoderPropertyTest {

  private static final int ROUNDS = 60;

  @ParameterizedTest
  @CsvSource({"1,1,0.6,300", "1,9,0.5,300", "7,1,0.5,300", "9,13,0.3,300", "16,24,0.6,20"})
  void agreesWithTheDefinition(int rows, int columns, float iou, int maxCandidates) {
    var random = new Random(rows * 31L + columns);
    int objects = 0;
    for (int round = 0; round < ROUNDS; round++) {
      TestingHeatmap map = randomMap(random, rows, columns);
      List<Detection> expected = byDefinition(map, iou, maxCandidates);
      assertAgree(expected, map.decode(iou, maxCandidates));
      objects += expected.size();
    }
    assertTrue(objects > ROUNDS / 2, "objects in all rounds: " + objects);
  }

  private static void assertAgree(List<Detection> expected, List<Detection> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      Detection wanted = expected.get(i);
      Detection found = actual.get(i);
      assertEquals(wanted.classIndex(), found.classIndex());
      assertEquals(wanted.score(), found.score());
      assertTrue(found.box().iou(wanted.box()) > 0.9999f, () -> wanted + " against " + found);
    }
  }

  private static TestingHeatmap randomMap(Random random, int rows, int columns) {
    var map = new TestingHeatmap(1, rows, columns);
    for (int i = 0; i < map.logits.length; i++) {
      map.logits[i] = random.nextInt(13) / 4f - 2;
    }
    for (int i = 0; i < map.raw.length; i++) {
      map.raw[i] = random.nextFloat() * 3 - 1;
    }
    return map;
  }

  private record Candidate(int type, int row, int column, float logit) {}

  private static List<Detection> byDefinition(TestingHeatmap map, float iou, int maxCandidates) {
    var candidates = new ArrayList<Candidate>();
    for (int type = 0; type < TestingHeatmap.CLASSES.size(); type++) {
      for (int row = 0; row < map.rows; row++) {
        for (int column = 0; column < map.columns; column++) {
          float logit = at(map, type, row, column);
          if (1 / (1 + Math.exp(-logit)) > 0.3 && isPeak(map, type, row, column)) {
            candidates.add(new Candidate(type, row, column, logit));
          }
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::logit).reversed());
    var kept = new ArrayList<Detection>();
    for (Candidate candidate : candidates.stream().limit(maxCandidates).toList()) {
      Detection detection = detection(map, candidate);
      if (kept.stream().noneMatch(better -> hides(better, detection, iou))) {
        kept.add(detection);
      }
    }
    return kept.stream().map(found -> withinPicture(map, found)).toList();
  }

  private static boolean isPeak(TestingHeatmap map, int type, int row, int column) {
    float logit = at(map, type, row, column);
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        boolean inside =
            row + down >= 0
                && row + down < map.rows
                && column + right >= 0
                && column + right < map.columns;
        if (!inside || (down == 0 && right == 0)) {
          continue;
        }
        boolean earlier = down < 0 || (down == 0 && right < 0);
        float neighbour = at(map, type, row + down, column + right);
        if (earlier ? neighbour >= logit : neighbour > logit) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hides(Detection better, Detection other, float iou) {
    boolean sameGroup = (better.classIndex() == 0) == (other.classIndex() == 0);
    return sameGroup && better.box().iou(other.box()) > iou;
  }

  private static Detection detection(TestingHeatmap map, Candidate candidate) {
    float x = candidate.column * 4 + 2;
    float y = candidate.row * 4 + 2;
    var reach = new float[4];
    for (int side = 0; side < 4; side++) {
      int index = (side * map.rows + candidate.row) * map.columns + candidate.column;
      reach[side] = 4 * (float) Math.exp(map.raw[index]);
    }
    return new Detection(
        candidate.type,
        (float) (1 / (1 + Math.exp(-candidate.logit))),
        new Box(x - reach[0], y - reach[1], x + reach[2], y + reach[3]));
  }

  private static Detection withinPicture(TestingHeatmap map, Detection found) {
    int width = map.columns * 4;
    int height = map.rows * 4;
    Box box = found.box();
    return new Detection(
        found.classIndex(),
        found.score(),
        new Box(
            Math.clamp(box.x1(), 0, width),
            Math.clamp(box.y1(), 0, height),
            Math.clamp(box.x2(), 0, width),
            Math.clamp(box.y2(), 0, height)));
  }

  private static float at(TestingHeatmap map, int type, int row, int column) {
    return map.logits[(type * map.rows + row) * map.columns + column];
  }
}
