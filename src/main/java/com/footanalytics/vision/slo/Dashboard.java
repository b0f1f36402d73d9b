package com.footanalytics.vision.slo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dashboard shows.
 *
 * @param uid by which other pages link to it
 * @param title its name
 * @param description what it is for
 * @param variables texts that a viewer may change, with what they are at first
 * @param rows from top to bottom
 */
record Dashboard(
    String uid, String title, String description, Map<String, String> variables, List<Row> rows) {

  /** Panels under one heading, from left to right and top to bottom. */
  record Row(String title, List<Panel> panels) {}

  /** What a panel looks like; the text of a source is the name in lower case. */
  enum Kind {
    TIMESERIES,
    STAT,
    TABLE
  }

  /**
   * One panel.
   *
   * @param description what it shows and what to make of it
   * @param unit as Grafana names it
   * @param width of 24 columns
   * @param height in Grafana's rows
   * @param queries what is shown
   * @param lowest value of the axis, where fixed
   * @param highest value of the axis, where fixed
   * @param colour below the first limit
   * @param limits from the lowest up
   */
  record Panel(
      String title,
      String description,
      Kind kind,
      String unit,
      int width,
      int height,
      List<Query> queries,
      Optional<BigDecimal> lowest,
      Optional<BigDecimal> highest,
      String colour,
      List<Limit> limits) {}

  /**
   * Series of a panel.
   *
   * @param expression in PromQL with Grafana's variables
   * @param legend what a series is called
   */
  record Query(String expression, String legend) {}

  /** A value from which on the colour is another. */
  record Limit(BigDecimal at, String colour) {}
}
