package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random boxes with crowds, ties and crowded pictures, against COCO's own implementation. */
class CocoReferenceTest {

  private static final List<String> CLASSES = List.of("ball", "goalkeeper", "player", "referee");
  private static final double EXACT = 1e-9;

  private static JsonNode reference;
  private static EvaluationReport report;

  @BeforeAll
  static void evaluate() throws IOException {
    try (InputStream in =
        CocoReferenceTest.class.getResourceAsStream("/evaluate/coco-reference.json")) {
      reference = new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
    var reports = new ArrayList<ClassReport>();
    for (int type = 0; type < CLASSES.size(); type++) {
      ClassSamples samples = samples(type);
      Map<ObjectSize, Scores> scores = new EnumMap<>(ObjectSize.class);
      for (ObjectSize size : ObjectSize.values()) {
        scores.put(size, samples.scores(size));
      }
      CentreHits none = new CentreHits(0, 0, 0);
      reports.add(
          new ClassReport(
              CLASSES.get(type), samples.objects(), scores, none, Optional.empty(), List.of()));
    }
    report = new EvaluationReport("reference", 14, reports, List.of());
  }

  @ParameterizedTest
  @EnumSource
  void everyClassScoresWhatTheReferenceScores(ObjectSize size) {
    for (ClassReport type : report.classes()) {
      assertAgree(type.name(), size, type.scores(size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void meansAreTheReferencesMeans(ObjectSize size) {
    assertAgree("mean", size, report.mean(size));
  }

  @Test
  void crowdsAreNoObjects() {
    int crowds = 0;
    for (JsonNode truth : reference.get("truths")) {
      crowds += truth.get(7).asInt();
    }
    int objects = report.classes().stream().mapToInt(ClassReport::objects).sum();
    assertEquals(reference.get("truths").size() - crowds, objects);
  }

  private static ClassSamples samples(int type) {
    var samples = new ClassSamples();
    for (int picture = 1; picture <= 14; picture++) {
      var truths = new ArrayList<GroundTruth>();
      for (JsonNode row : reference.get("truths")) {
        if (row.get(0).asInt() == picture && row.get(1).asInt() == type) {
          truths.add(
              new GroundTruth(type, box(row), row.get(6).asDouble(), row.get(7).asInt() == 1));
        }
      }
      var detections = new ArrayList<ScoredBox>();
      for (JsonNode row : reference.get("detections")) {
        if (row.get(0).asInt() == picture && row.get(1).asInt() == type) {
          detections.add(new ScoredBox(box(row), row.get(6).asDouble()));
        }
      }
      samples.add(truths, detections);
    }
    return samples;
  }

  private static PixelBox box(JsonNode row) {
    return new PixelBox(
        row.get(2).asDouble(), row.get(3).asDouble(), row.get(4).asDouble(), row.get(5).asDouble());
  }

  private static void assertAgree(String name, ObjectSize size, Scores scores) {
    JsonNode expected =
        reference.get("expected").get(name).get(size.name().toLowerCase(Locale.ROOT));
    assertAgree(expected.get("ap"), scores.ap());
    assertAgree(expected.get("ap50"), scores.ap50());
    assertAgree(expected.get("ap75"), scores.ap75());
    assertAgree(expected.get("recall"), scores.recall());
    assertAgree(expected.get("recall50"), scores.recall50());
  }

  private static void assertAgree(JsonNode expected, OptionalDouble actual) {
    assertEquals(expected.isNull(), actual.isEmpty());
    assertEquals(expected.asDouble(), actual.orElse(0), EXACT);
  }
}
