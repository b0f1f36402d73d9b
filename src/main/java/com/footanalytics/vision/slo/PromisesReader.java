package com.footanalytics.vision.slo;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code slo.yaml}. */
final class PromisesReader {

  private static final Set<String> SEVERITIES = Set.of("critical", "warning");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private PromisesReader() {}

  /** Throws {@link SloException} for a file that says something else than it may. */
  static Promises read(Path file) {
    Section document = Section.of(file);
    String namespace = document.text("namespace");
    List<Window> windows = document.windows("windows");
    List<Objective> objectives =
        document.sections("objectives").stream().map(PromisesReader::objective).toList();
    Placeholders values =
        new Placeholders(values(namespace, objectives, document.section("thresholds")));
    Promises promises =
        new Promises(
            namespace,
            document.text("resource"),
            document.section("resource-labels").texts(),
            document.text("runbooks"),
            document.window("period"),
            windows,
            document.sections("burn").stream().map(section -> burn(section, windows)).toList(),
            objectives,
            document.sections("causes").stream().map(section -> cause(section, values)).toList(),
            values);
    document.end();
    Set<String> alerts = new HashSet<>();
    Stream.concat(
            promises.objectives().stream().map(Objective::notice),
            promises.causes().stream().map(Cause::notice))
        .map(Notice::alert)
        .filter(alert -> !alerts.add(alert))
        .findFirst()
        .ifPresent(alert -> {
          throw document.refuse("alert", alert + " is there twice");
        });
    return promises;
  }

  private static Map<String, String> values(
      String namespace, List<Objective> objectives, Section thresholds) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("namespace", namespace);
    for (Objective objective : objectives) {
      values.put(objective.name() + ".objective", objective.ratio().toPlainString());
      values.put(objective.name() + ".budget", objective.budget().toPlainString());
      if (objective.indicator() instanceof Objective.Indicator.Latency latency) {
        values.put(objective.name() + ".bound", latency.bound());
      }
    }
    thresholds.numbers().forEach((name, number) -> values.put(name, number.toPlainString()));
    return values;
  }

  private static Objective objective(Section section) {
    BigDecimal percent = section.number("objective");
    if (percent.signum() <= 0 || percent.compareTo(HUNDRED) >= 0) {
      throw section.refuse("objective", percent + " (expected: above 0, below 100)");
    }
    Objective objective =
        new Objective(
            section.text("name"),
            section.text("title"),
            percent,
            indicator(section),
            section.count("min-errors", 1),
            notice(section));
    section.end();
    return objective;
  }

  private static Objective.Indicator indicator(Section section) {
    if (section.has("histogram")) {
      String bound = Double.toString(section.number("bound-seconds").doubleValue());
      return new Objective.Indicator.Latency(selector(section, "histogram"), bound);
    }
    return new Objective.Indicator.Share(selector(section, "events"), selector(section, "errors"));
  }

  private static Selector selector(Section section, String key) {
    String text = section.text(key);
    return Selector.parse(text)
        .orElseThrow(() -> section.refuse(key, text + " (expected: metric{label=\"value\"})"));
  }

  private static Notice notice(Section section) {
    return new Notice(section.text("alert"), section.text("team"), section.text("runbook"));
  }

  private static String severity(Section section) {
    String severity = section.text("severity");
    if (!SEVERITIES.contains(severity)) {
      throw section.refuse("severity", severity + " (expected: critical or warning)");
    }
    return severity;
  }

  private static BurnPolicy burn(Section section, List<Window> windows) {
    BurnPolicy policy =
        new BurnPolicy(
            severity(section),
            section.window("for"),
            section.has("keep-firing-for")
                ? Optional.of(section.window("keep-firing-for"))
                : Optional.empty(),
            section.sections("pairs").stream().map(pair -> pair(pair, windows)).toList());
    section.end();
    return policy;
  }

  private static BurnPolicy.Pair pair(Section section, List<Window> windows) {
    BurnPolicy.Pair pair =
        new BurnPolicy.Pair(
            section.number("times"), section.window("long"), section.window("short"));
    section.end();
    for (String key : List.of("long", "short")) {
      if (!windows.contains(section.window(key))) {
        throw section.refuse(key, section.text(key) + " (expected: one of windows)");
      }
    }
    return pair;
  }

  private static Cause cause(Section section, Placeholders values) {
    Cause cause =
        new Cause(
            notice(section),
            severity(section),
            section.window("for"),
            filled(section, "expr", values),
            section.text("summary"),
            filled(section, "description", values));
    section.end();
    return cause;
  }

  private static String filled(Section section, String key, Placeholders values) {
    return values.fill(section.text(key), reason -> section.refuse(key, reason));
  }
}
