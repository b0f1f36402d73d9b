package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private JsonNode document = JSON.nullNode();

  @BeforeEach
  void make() throws Exception {
    Path sources = Sources.folder(folder, "", "");
    Placeholders values = PromisesReader.read(sources.resolve("slo.yaml")).values();
    document =
        JSON.readTree(
            DashboardJson.of(
                new DashboardReader(values).read(sources.resolve("dashboards/whistle.yaml"))));
  }

  @Test
  void hasAFixedUidAndNoIdOfItsOwn() {
    assertEquals("whistle", document.path("uid").asText());
    assertFalse(document.has("id"));
    assertTrue(document.path("schemaVersion").asInt() > 0);
  }

  @Test
  void dataSourceAndNamespaceAreVariablesBeforeThoseOfTheDashboard() {
    assertEquals(
        List.of("datasource datasource", "namespace query", "workload textbox"),
        StreamSupport.stream(document.at("/templating/list").spliterator(), false)
            .map(variable -> variable.path("name").asText() + " " + variable.path("type").asText())
            .toList());
    assertEquals("whistle", document.at("/templating/list/2/current/value").asText());
  }

  @Test
  void panelsThatDoNotFitBesideTheLastGoBelow() {
    assertEquals(
        List.of(
            "1 Calls 0,0 24x1",
            "2 Rate 0,1 8x8",
            "3 Now 0,9 20x4",
            "4 Flags 0,13 24x1",
            "5 Flags 0,14 8x8"),
        StreamSupport.stream(document.path("panels").spliterator(), false)
            .map(DashboardJsonTest::place)
            .toList());
  }

  @Test
  void queriesAreNumberedByLettersAndAskTheVariableSource() {
    JsonNode targets = document.at("/panels/1/targets");
    assertEquals("A", targets.at("/0/refId").asText());
    assertEquals("B", targets.at("/1/refId").asText());
    assertEquals("${datasource}", targets.at("/1/datasource/uid").asText());
    assertEquals("sum(rate(calls_total[5m]))", targets.at("/0/expr").asText());
    assertTrue(targets.at("/0/range").asBoolean());
    assertTrue(document.at("/panels/2/targets/0/instant").asBoolean());
    assertEquals("table", document.at("/panels/4/targets/0/format").asText());
  }

  @Test
  void limitsFollowTheColourBelowThem() {
    JsonNode steps = document.at("/panels/2/fieldConfig/defaults/thresholds/steps");
    assertEquals(
        "[{\"color\":\"red\",\"value\":null},{\"color\":\"orange\",\"value\":1},"
            + "{\"color\":\"green\",\"value\":2.0}]",
        steps.toString());
    assertEquals(
        "line", document.at("/panels/1/fieldConfig/defaults/custom/thresholdsStyle/mode").asText());
  }

  private static String place(JsonNode panel) {
    JsonNode at = panel.path("gridPos");
    return "%d %s %d,%d %dx%d"
        .formatted(
            panel.path("id").asInt(),
            panel.path("title").asText(),
            at.path("x").asInt(),
            at.path("y").asInt(),
            at.path("w").asInt(),
            at.path("h").asInt());
  }
}
