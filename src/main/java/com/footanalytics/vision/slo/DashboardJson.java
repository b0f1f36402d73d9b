package com.footanalytics.vision.slo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.footanalytics.vision.slo.Dashboard.Panel;
import java.util.Locale;

/** A dashboard as Grafana imports it: no id of its own, its data source a variable. */
final class DashboardJson {

  /** Of Grafana 10 and later. */
  private static final int SCHEMA = 39;

  private static final int COLUMNS = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Dashboard dashboard;
  private final ArrayNode panels = JSON.createArrayNode();
  private int x;
  private int y;
  private int lineHeight;

  private DashboardJson(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  static String of(Dashboard dashboard) {
    try {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
      return JSON.writer(printer).writeValueAsString(new DashboardJson(dashboard).document())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode document() {
    for (Dashboard.Row row : dashboard.rows()) {
      breakLine();
      ObjectNode heading = placed(COLUMNS, 1).put("type", "row").put("title", row.title());
      heading.put("collapsed", false).putArray("panels");
      row.panels().forEach(this::add);
    }
    ObjectNode document = JSON.createObjectNode();
    document.put("uid", dashboard.uid()).put("title", dashboard.title());
    document.put("description", dashboard.description()).put("schemaVersion", SCHEMA);
    document.put("editable", true).put("graphTooltip", 1).put("refresh", "30s");
    document.put("timezone", "browser").putArray("tags").add("ml-pipeline");
    document.putObject("time").put("from", "now-3h").put("to", "now");
    document.putObject("annotations").putArray("list");
    document.putArray("links");
    document.putObject("templating").set("list", variables());
    document.set("panels", panels);
    return document;
  }

  private ArrayNode variables() {
    ArrayNode variables = JSON.createArrayNode();
    variables
        .addObject()
        .put("name", "datasource")
        .put("label", "Data source")
        .put("type", "datasource")
        .put("query", "prometheus")
        .put("hide", 0);
    ObjectNode namespace = variables.addObject().put("name", "namespace").put("label", "Namespace");
    namespace.put("type", "query").put("hide", 0).put("refresh", 2).put("sort", 1);
    namespace.put("includeAll", true).put("allValue", ".*").put("multi", false);
    dataSource(namespace);
    namespace
        .putObject("query")
        .put("query", "label_values(ml_model_info, namespace)")
        .put("refId", "namespace");
    dashboard
        .variables()
        .forEach((name, value) -> {
          ObjectNode variable = variables.addObject().put("name", name).put("label", name);
          variable.put("type", "textbox").put("hide", 0).put("query", value);
          variable.putObject("current").put("text", value).put("value", value);
        });
    return variables;
  }

  private void add(Panel panel) {
    ObjectNode node = placed(panel.width(), panel.height());
    node.put("type", panel.kind().name().toLowerCase(Locale.ROOT));
    node.put("title", panel.title()).put("description", panel.description());
    dataSource(node);
    ArrayNode targets = node.putArray("targets");
    for (Dashboard.Query query : panel.queries()) {
      ObjectNode target = targets.addObject().put("refId", refId(targets.size()));
      dataSource(target);
      target.put("expr", query.expression().strip()).put("legendFormat", query.legend());
      boolean now = panel.kind() != Dashboard.Kind.TIMESERIES;
      target.put("instant", now).put("range", !now);
      if (panel.kind() == Dashboard.Kind.TABLE) {
        target.put("format", "table");
      }
    }
    node.set("fieldConfig", fieldConfig(panel));
    options(node.putObject("options"), panel.kind());
  }

  /** A, B, C and so on. */
  private static String refId(int number) {
    return Character.toString('A' + number - 1);
  }

  private static ObjectNode fieldConfig(Panel panel) {
    ObjectNode config = JSON.createObjectNode();
    ObjectNode defaults = config.putObject("defaults").put("unit", panel.unit());
    panel.lowest().ifPresent(value -> defaults.put("min", value));
    panel.highest().ifPresent(value -> defaults.put("max", value));
    ArrayNode steps = defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
    steps.addObject().put("color", panel.colour()).putNull("value");
    panel
        .limits()
        .forEach(limit -> steps.addObject().put("color", limit.colour()).put("value", limit.at()));
    if (panel.kind() == Dashboard.Kind.TIMESERIES) {
      ObjectNode custom = defaults.putObject("custom");
      custom.put("drawStyle", "line").put("lineWidth", 1).put("fillOpacity", 10);
      custom.put("showPoints", "never");
      custom.putObject("thresholdsStyle").put("mode", panel.limits().isEmpty() ? "off" : "line");
    }
    config.putArray("overrides");
    return config;
  }

  private static void options(ObjectNode options, Dashboard.Kind kind) {
    switch (kind) {
      case TIMESERIES -> {
        ObjectNode legend = options.putObject("legend").put("displayMode", "table");
        legend.put("placement", "bottom").put("showLegend", true);
        legend.putArray("calcs").add("lastNotNull").add("max");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
      }
      case STAT -> {
        ObjectNode reduced = options.putObject("reduceOptions").put("values", false);
        reduced.putArray("calcs").add("lastNotNull");
        options.put("colorMode", "background").put("graphMode", "none").put("textMode", "auto");
      }
      case TABLE -> options.put("showHeader", true);
    }
  }

  /** The next panel, beside the last one where there is room, else below. */
  private ObjectNode placed(int width, int height) {
    if (x + width > COLUMNS) {
      breakLine();
    }
    ObjectNode panel = panels.addObject().put("id", panels.size());
    panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
    x += width;
    lineHeight = Math.max(lineHeight, height);
    return panel;
  }

  private void breakLine() {
    x = 0;
    y += lineHeight;
    lineHeight = 0;
  }

  private static void dataSource(ObjectNode node) {
    node.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
  }
}
