package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {

  @TempDir private Path folder;
  private List<Rule.Alert> answered = List.of();
  private List<Rule.Alert> causes = List.of();

  @BeforeEach
  void alert() {
    Promises promises = Sources.promises(folder);
    Alerts alerts = new Alerts(promises);
    answered = alerts(alerts.burning(promises.objectives().getFirst()));
    causes = alerts(alerts.causes());
  }

  @Test
  void bothWindowsMustBurnAndErrorsBeEnough() {
    assertEquals(
        """
        (
          slo:error_ratio:rate1h{slo="answered"} > 14.4 * 0.001
          and slo:error_ratio:rate5m{slo="answered"} > 14.4 * 0.001
          and slo:errors:rate1h{slo="answered"} * 3600 >= 5
        )\
        """,
        answered.getFirst().expression());
  }

  @Test
  void anyPairOfWindowsIsEnough() {
    assertEquals(
        """
        (
          slo:error_ratio:rate6h{slo="answered"} > 3 * 0.001
          and slo:error_ratio:rate1h{slo="answered"} > 3 * 0.001
          and slo:errors:rate6h{slo="answered"} * 21600 >= 5
        )
        or
        (
          slo:error_ratio:rate6h{slo="answered"} > 1 * 0.001
          and slo:error_ratio:rate5m{slo="answered"} > 1 * 0.001
          and slo:errors:rate6h{slo="answered"} * 21600 >= 5
        )\
        """,
        answered.getLast().expression());
  }

  @Test
  void alertsOfAnObjectiveShareTheirNameAndDifferInSeverity() {
    assertEquals(
        List.of("AnsweredBudgetBurn", "AnsweredBudgetBurn"),
        answered.stream().map(Rule.Alert::name).toList());
    assertEquals(
        Map.of("severity", "critical", "team", "ml", "slo", "answered"),
        answered.getFirst().labels());
    assertEquals("warning", answered.getLast().labels().get("severity"));
    assertEquals(new Window("2m"), answered.getFirst().holdFor());
    assertEquals(Optional.of(new Window("10m")), answered.getFirst().keepFiringFor());
    assertEquals(Optional.empty(), answered.getLast().keepFiringFor());
  }

  @Test
  void descriptionSaysHowFastTheBudgetGoesAndWhenItIsGone() {
    assertEquals(
        "{{ $value | humanizePercentage }} are not; over 30d it may be 0.1 %. The budget burns 14.4"
            + " times as fast as it may over 1h and 5m (all gone after 50 hours).",
        answered.getFirst().annotations().get("description"));
    assertEquals(
        "{{ $value | humanizePercentage }} are not; over 30d it may be 0.1 %. The budget burns 3"
            + " times as fast as it may over 6h and 1h (all gone after 10 days), or 1 times as fast"
            + " as it may over 6h and 5m (all gone after 30 days).",
        answered.getLast().annotations().get("description"));
  }

  @Test
  void causeIsAnAlertOfItsOwn() {
    assertEquals(
        List.of(
            new Rule.Alert(
                "QueueLong",
                "avg(depth{namespace=\"pitch\"}) > 8",
                new Window("5m"),
                Optional.empty(),
                Map.of("severity", "warning", "team", "ml"),
                Map.of(
                    "summary", "Much waits",
                    "description", "{{ $value }} wait, more than 8.",
                    "runbook_url", "https://example.org/runbooks/slow.md#queuelong"))),
        causes);
  }

  private static List<Rule.Alert> alerts(RuleGroup group) {
    return group.rules().stream().map(Rule.Alert.class::cast).toList();
  }
}
