package com.footanalytics.vision.slo;

import com.footanalytics.vision.slo.Dashboard.Kind;
import com.footanalytics.vision.slo.Dashboard.Limit;
import com.footanalytics.vision.slo.Dashboard.Panel;
import com.footanalytics.vision.slo.Dashboard.Query;
import com.footanalytics.vision.slo.Dashboard.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a dashboard shows from a YAML file. */
final class DashboardReader {

  private static final int COLUMNS = 24;
  private static final int WIDTH = 8;
  private static final int HEIGHT = 8;

  private final Placeholders values;

  /**
   * @param values what placeholders in expressions and limits stand for
   */
  DashboardReader(Placeholders values) {
    this.values = values;
  }

  /** Throws {@link SloException} for a file that says something else than it may. */
  Dashboard read(Path file) {
    Section document = Section.of(file);
    Dashboard dashboard =
        new Dashboard(
            document.text("uid"),
            document.text("title"),
            document.text("description"),
            document.has("variables") ? document.section("variables").texts() : Map.of(),
            document.sections("rows").stream().map(this::row).toList());
    document.end();
    return dashboard;
  }

  private Row row(Section section) {
    Row row =
        new Row(
            section.text("title"), section.sections("panels").stream().map(this::panel).toList());
    section.end();
    return row;
  }

  private Panel panel(Section section) {
    Panel panel =
        new Panel(
            section.text("title"),
            filled(section, "description"),
            kind(section),
            section.text("unit"),
            section.count("width", WIDTH),
            section.count("height", HEIGHT),
            section.sections("queries").stream().map(this::query).toList(),
            number(section, "lowest"),
            number(section, "highest"),
            section.text("colour", "green"),
            section.has("limits")
                ? section.sections("limits").stream().map(this::limit).toList()
                : List.of());
    section.end();
    if (panel.width() > COLUMNS) {
      throw section.refuse("width", panel.width() + " (expected: at most " + COLUMNS + ")");
    }
    return panel;
  }

  private static Kind kind(Section section) {
    String name = section.text("kind", "timeseries");
    return Stream.of(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> section.refuse("kind", name + " (expected: timeseries, stat or table)"));
  }

  private Query query(Section section) {
    Query query = new Query(filled(section, "expr"), section.text("legend", "__auto"));
    section.end();
    return query;
  }

  private Limit limit(Section section) {
    String at = filled(section, "at");
    try {
      Limit limit = new Limit(new BigDecimal(at), section.text("colour"));
      section.end();
      return limit;
    } catch (NumberFormatException e) {
      throw section.refuse("at", at + " (expected: a number)");
    }
  }

  private static Optional<BigDecimal> number(Section section, String key) {
    return section.has(key) ? Optional.of(section.number(key)) : Optional.empty();
  }

  private String filled(Section section, String key) {
    return values.fill(section.text(key), reason -> section.refuse(key, reason));
  }
}
