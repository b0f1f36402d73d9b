package com.footanalytics.vision.slo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A rule as Prometheus evaluates it. */
sealed interface Rule {

  /** The rule as a mapping of a rule file. */
  Map<String, Object> document();

  /**
   * A series that is computed.
   *
   * @param name of the series
   * @param expression its value
   * @param labels added to the expression's own
   */
  record Recording(String name, String expression, Map<String, String> labels) implements Rule {

    @Override
    public Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("record", name);
      document.put("expr", expression);
      document.put("labels", labels);
      return document;
    }
  }

  /**
   * Somebody is told.
   *
   * @param name of the alert
   * @param expression has a value for everything that somebody is told about
   * @param holdFor how long it must last
   * @param keepFiringFor how long the alert goes on after it stopped
   * @param labels added to the expression's own
   * @param annotations what they are told
   */
  record Alert(
      String name,
      String expression,
      Window holdFor,
      Optional<Window> keepFiringFor,
      Map<String, String> labels,
      Map<String, String> annotations)
      implements Rule {

    @Override
    public Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("alert", name);
      document.put("expr", expression);
      document.put("for", holdFor.text());
      keepFiringFor.ifPresent(window -> document.put("keep_firing_for", window.text()));
      document.put("labels", labels);
      document.put("annotations", annotations);
      return document;
    }
  }
}
