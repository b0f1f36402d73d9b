package com.footanalytics.load.slo;

import com.footanalytics.load.profile.Request.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The file of objectives that rules and dashboards are made from, read for what a client can see:
 * each objective is about the kind of request that its metric counts.
 */
public final class SloFile {

  private static final Map<String, Kind> KINDS =
      Map.of(
          "ml_inference_duration_seconds", Kind.INFERENCE,
          "http_request_duration_seconds", Kind.READ,
          "video_processing_jobs_total", Kind.VIDEO);

  private static final double PERCENT = 100;
  private static final double MILLIS = 1000;
  private static final double ROUND = 1e9;

  private final Path file;

  private SloFile(Path file) {
    this.file = file;
  }

  /**
   * The objectives of the file.
   *
   * @throws IOException if it cannot be read or does not say what is promised
   */
  public static List<Objective> read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return new SloFile(file)
          .objectives(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    } catch (YAMLException e) {
      throw new IOException(file + ": no YAML: " + e.getMessage(), e);
    }
  }

  private List<Objective> objectives(@Nullable Object document) throws IOException {
    Map<?, ?> root = map(document);
    List<Objective> objectives = new ArrayList<>();
    if (!(root.get("objectives") instanceof List<?> entries)) {
      throw new IOException(file + ": objectives: not there (expected: a list)");
    }
    for (Object entry : entries) {
      objective(map(entry)).ifPresent(objectives::add);
    }
    double rejected = number(map(root.get("thresholds")), "rejected-share");
    objectives.add(new Objective.Rejections("ml-rejections", Kind.INFERENCE, rejected));
    for (Map.Entry<String, Kind> known : KINDS.entrySet()) {
      if (objectives.stream().noneMatch(objective -> objective.kind() == known.getValue())) {
        throw new IOException("%s: no objective counts %s".formatted(file, known.getKey()));
      }
    }
    return objectives;
  }

  private Optional<Objective> objective(Map<?, ?> entry) throws IOException {
    String name = String.valueOf(entry.get("name"));
    double good = number(entry, "objective") / PERCENT;
    if (entry.get("histogram") instanceof String histogram) {
      Duration bound = Duration.ofMillis(Math.round(number(entry, "bound-seconds") * MILLIS));
      return kind(histogram).map(kind -> new Objective.Latency(name, kind, good, bound));
    }
    if (entry.get("events") instanceof String events) {
      double errors = Math.round((1 - good) * ROUND) / ROUND;
      return kind(events).map(kind -> new Objective.Errors(name, kind, errors));
    }
    throw new IOException(
        "%s: objective %s: neither histogram nor events (expected: one)".formatted(file, name));
  }

  private static Optional<Kind> kind(String metric) {
    return KINDS.entrySet().stream()
        .filter(known -> metric.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Map<?, ?> map(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException("%s: %s (expected: a map)".formatted(file, value));
  }

  private double number(Map<?, ?> map, String key) throws IOException {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IOException("%s: %s: %s (expected: a number)".formatted(file, key, map.get(key)));
  }
}
