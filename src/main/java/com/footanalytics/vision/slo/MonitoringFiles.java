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
  private static final String DASHBOARD = ".json";
  private static final Path RULES = Path.of("rules");
  private static final Path DASHBOARDS = Path.of("dashboards");

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

  /** Those that do not lie in the folder as they should, and rules and dashboards of no source. */
  public List<Path> stale() throws IOException {
    List<Path> stale = new ArrayList<>(leftOver());
    for (var file : contents.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path) || !Files.readString(path).equals(file.getValue())) {
        stale.add(path);
      }
    }
    return stale;
  }

  /** Writes or deletes those that {@link #stale} names, and names them. */
  public List<Path> write() throws IOException {
    List<Path> stale = stale();
    for (Path path : stale) {
      String content = contents.get(folder.relativize(path));
      if (content == null) {
        Files.delete(path);
      } else {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, content);
      }
    }
    return stale;
  }

  /** What was made of sources that are gone. */
  private List<Path> leftOver() {
    return Stream.concat(list(RULES, SOURCE).stream(), list(DASHBOARDS, DASHBOARD).stream())
        .filter(path -> !contents.containsKey(folder.relativize(path)))
        .toList();
  }

  private void addRules(Promises promises) {
    Alerts alerts = new Alerts(promises);
    Map<String, List<RuleGroup>> files = new LinkedHashMap<>();
    for (Objective objective : promises.objectives()) {
      List<RuleGroup> groups =
          new ArrayList<>(new ObjectiveRecordings(promises, objective).groups());
      groups.add(alerts.burning(objective));
      files.put(objective.name(), groups);
    }
    files.put("causes", List.of(alerts.causes()));
    files.forEach((name, groups) ->
        contents.put(
            RULES.resolve(name + SOURCE), YamlText.of(Map.of("groups", documents(groups)))));
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
          DASHBOARDS.resolve(source.getKey() + DASHBOARD),
          DashboardJson.of(reader.read(source.getValue())));
    }
  }

  /** The dashboards' sources by name. */
  private Map<String, Path> dashboards() {
    Map<String, Path> sources = new TreeMap<>();
    List<Path> files = list(DASHBOARDS, SOURCE);
    if (files.isEmpty()) {
      throw new SloException(
          folder.resolve(DASHBOARDS) + ": no dashboard's source; is this the right folder?");
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      sources.put(name.substring(0, name.length() - SOURCE.length()), file);
    }
    return sources;
  }

  /** The files of a folder within the folder that end so, by name; none if it is not there. */
  private List<Path> list(Path within, String ending) {
    try (Stream<Path> files = Files.list(folder.resolve(within))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
