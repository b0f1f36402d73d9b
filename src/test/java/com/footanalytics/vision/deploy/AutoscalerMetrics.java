package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.List;

/** Whether the adapter answers what the autoscalers ask. */
final class AutoscalerMetrics {

  private AutoscalerMetrics() {}

  /**
   * What autoscalers would not learn.
   *
   * @param values of the adapter's chart
   */
  static List<String> findings(Manifests manifests, Tree values) {
    List<String> findings = new ArrayList<>();
    List<Tree> rules = values.at("rules.custom").items();
    for (Tree rule : rules) {
      String series = rule.text("seriesQuery").replaceFirst("\\{.*", "");
      Queries.wrong(series + "{namespace=\"x\"}")
          .forEach(what -> findings.add(rule.text("name.as") + ": " + what));
      if (!rule.text("metricsQuery").contains("by (<<.GroupBy>>)")) {
        findings.add(rule.text("name.as") + ": not of each pod");
      }
    }
    for (Manifest scaler : manifests.ofKind("HorizontalPodAutoscaler")) {
      for (Tree metric : scaler.spec().get("metrics").items()) {
        String name = metric.text("pods.metric.name");
        if (!name.isEmpty()
            && rules.stream().noneMatch(rule -> rule.text("name.as").equals(name))) {
          findings.add(scaler.title() + ": the adapter has no " + name);
        }
      }
    }
    return findings;
  }
}
