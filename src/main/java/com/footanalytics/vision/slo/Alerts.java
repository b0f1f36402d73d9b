package com.footanalytics.vision.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The alerts: about objectives that are in danger, and about what endangers them. */
final class Alerts {

  private static final Window EVERY = new Window("30s");

  private final Promises promises;

  Alerts(Promises promises) {
    this.promises = promises;
  }

  /** The alerts of one name about an objective, one for each severity. */
  RuleGroup burning(Objective objective) {
    return new RuleGroup(
        objective.name() + "-alerts",
        EVERY,
        promises.burn().stream().map(policy -> burning(objective, policy)).toList());
  }

  RuleGroup causes() {
    return new RuleGroup(
        "causes", EVERY, promises.causes().stream().<Rule>map(this::alert).toList());
  }

  private Rule burning(Objective objective, BurnPolicy policy) {
    Map<String, String> labels = labels(policy.severity(), objective.notice());
    labels.put("slo", objective.name());
    return new Rule.Alert(
        objective.notice().alert(),
        policy.pairs().stream()
            .map(pair -> "(\n" + burning(objective, pair) + "\n)")
            .collect(Collectors.joining("\nor\n")),
        policy.holdFor(),
        policy.keepFiringFor(),
        labels,
        annotations(
            objective.notice(),
            "The error budget burns too fast: " + objective.title(),
            description(objective, policy)));
  }

  private static String burning(Objective objective, BurnPolicy.Pair pair) {
    String series = "  %sslo:%s:rate%s{slo=\"" + objective.name() + "\"}%s";
    String limit = " > " + pair.times() + " * " + objective.budget().toPlainString();
    return String.join(
        "\n",
        series.formatted("", "error_ratio", pair.longer(), limit),
        series.formatted("and ", "error_ratio", pair.shorter(), limit),
        series.formatted(
            "and ",
            "errors",
            pair.longer(),
            " * " + pair.longer().seconds() + " >= " + objective.minErrors()));
  }

  private String description(Objective objective, BurnPolicy policy) {
    String speeds =
        policy.pairs().stream()
            .map(pair ->
                "%s times as fast as it may over %s and %s (all gone after %s)"
                    .formatted(pair.times(), pair.longer(), pair.shorter(), lasts(pair)))
            .collect(Collectors.joining(", or "));
    return "{{ $value | humanizePercentage }} are not; over %s it may be %s %%. The budget burns %s."
        .formatted(
            promises.period(),
            objective.budget().movePointRight(2).stripTrailingZeros().toPlainString(),
            speeds);
  }

  /** How long the budget lasts at that speed. */
  private String lasts(BurnPolicy.Pair pair) {
    BigDecimal hours =
        BigDecimal.valueOf(promises.period().seconds() / 3600)
            .divide(pair.times(), 0, RoundingMode.HALF_UP);
    return hours.intValue() < 72 ? hours + " hours" : hours.intValue() / 24 + " days";
  }

  private Rule alert(Cause cause) {
    return new Rule.Alert(
        cause.notice().alert(),
        cause.expression(),
        cause.holdFor(),
        Optional.empty(),
        labels(cause.severity(), cause.notice()),
        annotations(cause.notice(), cause.summary(), cause.description()));
  }

  private static Map<String, String> labels(String severity, Notice notice) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("severity", severity);
    labels.put("team", notice.team());
    return labels;
  }

  private Map<String, String> annotations(Notice notice, String summary, String description) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    annotations.put("runbook_url", notice.address(promises.runbooks()));
    return annotations;
  }
}
