package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class MonitoringFilesTest {

  @TempDir private Path parent;

  @Test
  void thereIsAFileForEveryObjectiveForTheCausesTheClusterAndEveryDashboard() {
    Path folder = Sources.folder(parent, "", "");
    assertEquals(
        List.of(
            "rules/answered.yaml",
            "rules/fast.yaml",
            "rules/causes.yaml",
            "prometheusrule.yaml",
            "dashboards/whistle.json"),
        MonitoringFiles.of(folder).contents().keySet().stream().map(Path::toString).toList());
  }

  @Test
  void theClusterGetsTheGroupsOfAllRuleFiles() {
    MonitoringFiles files = MonitoringFiles.of(Sources.folder(parent, "", ""));
    Map<String, Object> resource = new Yaml().load(content(files, "prometheusrule.yaml"));
    assertEquals("PrometheusRule", resource.get("kind"));
    assertEquals(
        Map.of("name", "whistle", "namespace", "pitch", "labels", Map.of("release", "prometheus")),
        resource.get("metadata"));
    List<Object> groups = new ArrayList<>();
    for (String name : List.of("answered", "fast", "causes")) {
      Map<String, List<Object>> rules = new Yaml().load(content(files, "rules/" + name + ".yaml"));
      groups.addAll(rules.getOrDefault("groups", List.of()));
    }
    assertEquals(Map.of("groups", groups), resource.get("spec"));
    assertEquals(7, groups.size());
  }

  @Test
  void writesWhatIsStaleAndOnlyThat() throws IOException {
    Path folder = Sources.folder(parent, "", "");
    MonitoringFiles files = MonitoringFiles.of(folder);
    assertEquals(5, files.stale().size());
    assertEquals(5, files.write().size());
    assertEquals(List.of(), files.stale());
    Path changed = folder.resolve("rules/fast.yaml");
    Files.writeString(changed, "# by hand\n");
    Files.delete(folder.resolve("dashboards/whistle.json"));
    assertEquals(List.of(changed, folder.resolve("dashboards/whistle.json")), files.stale());
    assertEquals(2, files.write().size());
    assertEquals(List.of(), files.stale());
    assertEquals(content(files, "rules/fast.yaml"), Files.readString(changed));
  }

  @Test
  void whatWasMadeOfSourcesThatAreGoneIsDeleted() throws IOException {
    Path folder = Sources.folder(parent, "", "");
    MonitoringFiles.of(folder).write();
    Path rules = Files.writeString(folder.resolve("rules/old.yaml"), "groups: []\n");
    Path dashboard = Files.writeString(folder.resolve("dashboards/old.json"), "{}\n");
    MonitoringFiles files = MonitoringFiles.of(folder);
    assertEquals(List.of(rules, dashboard), files.stale());
    files.write();
    assertFalse(Files.exists(rules) || Files.exists(dashboard));
    assertTrue(Files.exists(folder.resolve("dashboards/whistle.yaml")));
    assertEquals(List.of(), files.stale());
  }

  @Test
  void generatedYamlSaysSoAndKeepsLongTextsAsTheyAre() {
    String rules = content(MonitoringFiles.of(Sources.folder(parent, "", "")), "rules/fast.yaml");
    assertTrue(rules.startsWith("# Generated from k8s/monitoring/slo.yaml by"), rules);
    assertTrue(
        rules.contains(
            """
                    expr: |-
                      slo:errors:rate5m{slo="fast"}
                      / (slo:events:rate5m{slo="fast"} > 0)
            """),
        rules);
  }

  @Test
  void folderWithoutDashboardsIsRefused() throws IOException {
    Path folder = Sources.folder(parent, "", "");
    Files.delete(folder.resolve("dashboards/whistle.yaml"));
    SloException refused = assertThrows(SloException.class, () -> MonitoringFiles.of(folder));
    assertTrue(String.valueOf(refused.getMessage()).contains("dashboards"), refused.getMessage());
  }

  private static String content(MonitoringFiles files, String name) {
    return files.contents().getOrDefault(Path.of(name), "");
  }
}
