package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportWriterTest {

  private static final Scores MEDIUM_SCORES =
      new Scores(of(0.25), of(0.5), of(0.125), of(0.375), of(0.75));
  private static final EvaluationReport REPORT =
      new EvaluationReport(
          "dortmund",
          12,
          List.of(
              new ClassReport(
                  "ball",
                  4,
                  Map.of(ObjectSize.ALL, MEDIUM_SCORES, ObjectSize.MEDIUM, MEDIUM_SCORES),
                  new CentreHits(4, 2, 1),
                  Optional.of(new CurvePoint(0.4, 0.5, 0.8)),
                  List.of(new CurvePoint(0.9, 0.25, 1), new CurvePoint(0.4, 0.5, 0.8))),
              nothing("player")),
          List.of(nothing("player+referee")));

  private static ClassReport nothing(String name) {
    return new ClassReport(name, 0, Map.of(), new CentreHits(0, 0, 0), Optional.empty(), List.of());
  }

  @Test
  void jsonCarriesEveryMeasure() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(ReportWriter.json(REPORT, Map.of("4b770a", REPORT), "tiny:1", "int8"));

    assertEquals("tiny:1", json.get("model").asText());
    assertEquals("int8", json.get("precision").asText());
    assertEquals("dortmund", json.get("dataset").asText());
    assertEquals(12, json.get("pictures").asInt());
    assertEquals(0.5, json.get("map50").asDouble());
    assertEquals(0.25, json.get("map50_95").asDouble());
    assertEquals(0.75, json.get("sizes").get("medium").get("recall50").asDouble());
    JsonNode ball = json.get("classes").get("ball");
    assertEquals(4, ball.get("objects").asInt());
    assertEquals(0.5, ball.get("ap50").asDouble());
    assertEquals(0.375, ball.get("recall").asDouble());
    assertEquals(0.25, ball.get("centres").get("recall").asDouble());
    assertEquals(0.5, ball.get("centres").get("precision").asDouble());
    JsonNode best = ball.get("centres").get("at_precision_75");
    assertEquals(0.5, best.get("recall").asDouble());
    assertEquals(0.8, best.get("precision").asDouble());
    assertEquals(0.4, best.get("threshold").asDouble());
    assertTrue(json.get("groups").has("player+referee"));
    assertEquals(0.5, json.get("matches").get("4b770a").get("map50").asDouble());
  }

  @Test
  void whatWasNotMeasuredIsNullNeverANumber() throws IOException {
    String text = ReportWriter.json(REPORT, Map.of("4b770a", REPORT), "tiny:1", "int8");
    JsonNode player = new ObjectMapper().readTree(text).get("classes").get("player");

    assertTrue(player.get("ap50").isNull());
    assertTrue(player.get("sizes").get("small").get("ap50").isNull());
    assertTrue(player.get("centres").get("recall").isNull());
    assertFalse(text.contains("NaN"));
  }

  @Test
  void tableHasARowForEveryClassAndGroupAndTheMean() {
    List<String> lines = ReportWriter.table(REPORT).lines().toList();

    assertEquals(5, lines.size());
    assertTrue(lines.get(0).startsWith("dortmund, 12 pictures"));
    assertEquals(
        List.of(
            "ball", "4", "0.500", "0.250", "0.750", "-", "0.250", "-", "0.250", "0.500", "0.500"),
        List.of(lines.get(1).split(" +")));
    assertTrue(lines.get(2).matches("player +0( +-)+"));
    assertTrue(lines.get(3).startsWith("player+referee"));
    assertTrue(lines.get(4).startsWith("mean of the classes"));
  }

  private static OptionalDouble of(double value) {
    return OptionalDouble.of(value);
  }
}
