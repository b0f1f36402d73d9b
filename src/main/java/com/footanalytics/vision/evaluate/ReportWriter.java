package com.footanalytics.vision.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes evaluation reports for programs and for people. */
public final class ReportWriter {

  private static final String ROW = "%-28s %8s %8s %8s %8s %8s %8s %8s %8s %8s %8s%n";

  private ReportWriter() {}

  /**
   * The report as JSON; measures that nothing was labelled for are null.
   *
   * @param matches reports of parts, by name; may be empty
   * @param model what was evaluated, such as {@code name:version}
   * @param precision such as {@code int8}
   */
  public static String json(
      EvaluationReport report,
      Map<String, EvaluationReport> matches,
      String model,
      String precision) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("model", model);
    json.put("precision", precision);
    putReport(json, report);
    if (!matches.isEmpty()) {
      ObjectNode parts = json.putObject("matches");
      matches.forEach((name, part) -> putReport(parts.putObject(name), part));
    }
    return json.toPrettyString() + "\n";
  }

  private static void putReport(ObjectNode json, EvaluationReport report) {
    json.put("dataset", report.dataset());
    json.put("pictures", report.pictures());
    Scores all = report.mean(ObjectSize.ALL);
    put(json, "map50", all.ap50());
    put(json, "map50_95", all.ap());
    put(json, "map75", all.ap75());
    put(json, "recall", all.recall());
    put(json, "recall50", all.recall50());
    ObjectNode sizes = json.putObject("sizes");
    for (ObjectSize size : ObjectSize.values()) {
      if (size != ObjectSize.ALL) {
        putScores(sizes.putObject(label(size)), report.mean(size));
      }
    }
    putAll(json.putObject("classes"), report.classes());
    putAll(json.putObject("groups"), report.groups());
  }

  /** The report as a table for a terminal; a dash where nothing was labelled. */
  public static String table(EvaluationReport report) {
    var table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            report.dataset() + ", " + report.pictures() + " pictures",
            "objects",
            "AP50",
            "AP50-95",
            "recall50",
            "AP small",
            "medium",
            "large",
            "centre R",
            "centre P",
            "R at P75"));
    report.classes().forEach(type -> table.append(row(type)));
    report.groups().forEach(group -> table.append(row(group)));
    Scores all = report.mean(ObjectSize.ALL);
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            "mean of the classes",
            report.classes().stream().mapToInt(ClassReport::objects).sum(),
            cell(all.ap50()),
            cell(all.ap()),
            cell(all.recall50()),
            cell(report.mean(ObjectSize.SMALL).ap()),
            cell(report.mean(ObjectSize.MEDIUM).ap()),
            cell(report.mean(ObjectSize.LARGE).ap()),
            "",
            "",
            ""));
    return table.toString();
  }

  private static String row(ClassReport type) {
    Scores all = type.scores(ObjectSize.ALL);
    return String.format(
        Locale.ROOT,
        ROW,
        type.name(),
        type.objects(),
        cell(all.ap50()),
        cell(all.ap()),
        cell(all.recall50()),
        cell(type.scores(ObjectSize.SMALL).ap()),
        cell(type.scores(ObjectSize.MEDIUM).ap()),
        cell(type.scores(ObjectSize.LARGE).ap()),
        cell(type.centres().recall()),
        cell(type.centres().precision()),
        cell(recall(type.bestCentres())));
  }

  private static OptionalDouble recall(Optional<CurvePoint> point) {
    return point.map(p -> OptionalDouble.of(p.recall())).orElse(OptionalDouble.empty());
  }

  private static void putAll(ObjectNode parent, List<ClassReport> reports) {
    for (ClassReport report : reports) {
      ObjectNode json = parent.putObject(report.name());
      json.put("objects", report.objects());
      putScores(json, report.scores(ObjectSize.ALL));
      ObjectNode sizes = json.putObject("sizes");
      for (ObjectSize size : ObjectSize.values()) {
        if (size != ObjectSize.ALL) {
          putScores(sizes.putObject(label(size)), report.scores(size));
        }
      }
      ObjectNode centres = json.putObject("centres");
      centres.put("tolerance_px_at_1080", CentreHits.TOLERANCE_PX_AT_1080);
      put(centres, "recall", report.centres().recall());
      put(centres, "precision", report.centres().precision());
      report
          .bestCentres()
          .ifPresent(best -> {
            ObjectNode at = centres.putObject("at_precision_75");
            at.put("recall", best.recall());
            at.put("precision", best.precision());
            at.put("threshold", best.score());
          });
    }
  }

  private static void putScores(ObjectNode json, Scores scores) {
    put(json, "ap50", scores.ap50());
    put(json, "ap50_95", scores.ap());
    put(json, "ap75", scores.ap75());
    put(json, "recall", scores.recall());
    put(json, "recall50", scores.recall50());
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(key, value.getAsDouble());
    } else {
      json.putNull(key);
    }
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }

  private static String label(ObjectSize size) {
    return size.name().toLowerCase(Locale.ROOT);
  }
}
