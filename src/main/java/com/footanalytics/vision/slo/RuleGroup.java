package com.footanalytics.vision.slo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that are evaluated one after the other.
 *
 * @param name of the group
 * @param interval between two evaluations
 * @param rules in their order
 */
record RuleGroup(String name, Window interval, List<Rule> rules) {

  /** The group as a mapping of a rule file. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("interval", interval.text());
    document.put("rules", rules.stream().map(Rule::document).toList());
    return document;
  }
}
