package com.footanalytics.vision.slo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Prometheus and Grafana get, made from {@code slo.yaml} and the dashboards' sources in one
 * folder: rule files, the same rules as a resource of the cluster, and dashboards.
 */
public final class MonitoringFiles {

  private static final String SOURCE = ".yaml";

  private final Path folder;
  private final Map<Path, String> contents = new LinkedHashMap<>();

  private MonitoringFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes them; writes nothing.
   *
   * @param folder such as {@code k8s/monitoring}
   * @throws SloException if a source there cannot be used
   */
  public static MonitoringFiles of(Path folder) {
    Promises promises = PromisesReader.read(folder.resolve("slo.yaml"));
    MonitoringFiles files = new MonitoringFiles(folder);
    files.addRules(promises);
    files.addDashboards(promises);
    return files;
  }

  /** Path within the folder and content, in a fixed order. */
  public Map<Path, String> contents() {
    return Collections.unmodifiableMap(contents);
  }

  /** Those that do not lie in the folder as they should. */
  public List<Path> stale() throws IOException {
    List<Path> stale = new ArrayList<>();
    for (var file : contents.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path) || !Files.readString(path).equals(file.getValue())) {
        stale.add(path);
      }
    }
    return stale;
  }

  /** Writes those that {@link #stale} names, and names them. */
  public List<Path> write() throws IOException {
    List<Path> stale = stale();
    for (Path path : stale) {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, contents.get(folder.relativize(path)));
    }
    return stale;
  }

  private void addRules(Promises promises) {
    Alerts alerts = new Alerts(promises);
    Map<String, List<RuleGroup>> files = new LinkedHashMap<>();
    files.put(
        "objectives",
        promises.objectives().stream()
            .flatMap(objective -> new ObjectiveRecordings(promises, objective).groups().stream())
            .toList());
    files.put("burn-alerts", List.of(alerts.burning()));
    files.put("cause-alerts", List.of(alerts.causes()));
    files.forEach((name, groups) ->
        contents.put(
            Path.of("rules", name + SOURCE), YamlText.of(Map.of("groups", documents(groups)))));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "monitoring.coreos.com/v1");
    resource.put("kind", "PrometheusRule");
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", promises.resource());
    metadata.put("namespace", promises.namespace());
    metadata.put("labels", promises.resourceLabels());
    resource.put("metadata", metadata);
    List<RuleGroup> all = files.values().stream().flatMap(List::stream).toList();
    resource.put("spec", Map.of("groups", documents(all)));
    contents.put(Path.of("prometheusrule.yaml"), YamlText.of(resource));
  }

  private static List<Map<String, Object>> documents(List<RuleGroup> groups) {
    return groups.stream().map(RuleGroup::document).toList();
  }

  private void addDashboards(Promises promises) {
    DashboardReader reader = new DashboardReader(promises.values());
    for (Map.Entry<String, Path> source : dashboards().entrySet()) {
      contents.put(
          Path.of("dashboards", source.getKey() + ".json"),
          DashboardJson.of(reader.read(source.getValue())));
    }
  }

  /** The dashboards' sources by name. */
  private Map<String, Path> dashboards() {
    Map<String, Path> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("dashboards"))) {
      files
          .filter(file -> file.toString().endsWith(SOURCE))
          .forEach(file -> {
            String name = file.getFileName().toString();
            sources.put(name.substring(0, name.length() - SOURCE.length()), file);
          });
    } catch (NoSuchFileException e) {
      throw new SloException(e.getFile() + ": missing; dashboards are made from it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }
}
