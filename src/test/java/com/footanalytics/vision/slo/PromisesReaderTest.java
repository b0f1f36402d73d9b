package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.slo.Objective.Indicator;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromisesReaderTest {

  @TempDir private Path folder;

  @Test
  void everythingIsReadAsItStandsThere() {
    Promises promises = Sources.promises(folder);
    assertEquals("pitch", promises.namespace());
    assertEquals("whistle", promises.resource());
    assertEquals(Map.of("release", "prometheus"), promises.resourceLabels());
    assertEquals(List.of(new Window("5m"), new Window("1h"), new Window("6h")), promises.windows());
    assertEquals(
        new BurnPolicy(
            "critical",
            new Window("2m"),
            Optional.of(new Window("10m")),
            List.of(
                new BurnPolicy.Pair(new BigDecimal("14.4"), new Window("1h"), new Window("5m")))),
        promises.burn().getFirst());
    assertEquals(Optional.empty(), promises.burn().getLast().keepFiringFor());
    assertEquals(
        new Objective(
            "answered",
            "Calls that are answered",
            new BigDecimal("99.9"),
            new Indicator.Share(
                new Selector("calls_total", ""), new Selector("calls_total", "outcome=\"error\"")),
            5,
            new Notice("AnsweredBudgetBurn", "ml", "answers.md")),
        promises.objectives().getFirst());
    Objective fast = promises.objectives().getLast();
    assertEquals(1, fast.minErrors());
    assertEquals("0.05", fast.budget().toPlainString());
    assertEquals(
        new Indicator.Latency(new Selector("call_seconds", "outcome=\"ok\""), "2.0"),
        fast.indicator());
  }

  @Test
  void placeholdersOfACauseAreReplaced() {
    Cause cause = Sources.promises(folder).causes().getFirst();
    assertEquals("avg(depth{namespace=\"pitch\"}) > 8", cause.expression());
    assertEquals("{{ $value }} wait, more than 8.", cause.description());
  }

  @Test
  void objectivesHaveValuesThatDashboardsMayName() {
    assertEquals(
        "0.999 0.001 2.0 0.05",
        Sources.promises(folder)
            .values()
            .fill(
                "${answered.objective} ${answered.budget} ${fast.bound} ${share}",
                SloException::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespace: pitch | name-space: pitch | namespace: missing",
        "period: 30d | period: a month | period: a month (expected: a span of time, such as 30m)",
        "windows: [5m, 1h, 6h] | windows: [5m, 1h] | long: 6h (expected: one of windows)",
        "windows: [5m, 1h, 6h] | windows: [] | windows: [] (expected: a list)",
        "objective: 95 | objective: 100 | objective: 100 (expected: above 0, below 100)",
        "objective: 95 | objective: 0 | objective: 0 (expected: above 0, below 100)",
        "objective: 95 | objective: most | objective: most (expected: a number)",
        "min-errors: 5 | min-errors: 0 | min-errors: 0 (expected: a whole number > 0)",
        "min-errors: 5 | minimum: 5 | objectives[0]: minimum: unknown",
        "severity: critical | severity: loud | severity: loud (expected: critical or warning)",
        "events: calls_total | events: rate(calls) | events: rate(calls) (expected: metric",
        "bound-seconds: 2 | bound: 2 | bound-seconds: missing",
        "alert: QueueLong | alert: FastBudgetBurn | FastBudgetBurn is there twice",
        "> ${queue-depth} | > ${depth} | expr: ${depth} stands for nothing",
        "queue-depth: 8 | queue-depth: many | queue-depth: many (expected: a number)",
        "namespace: pitch | namespace: [pitch] | namespace: [pitch] (expected: text)",
        "period: 30d | period: 30d\\nperiod: 7d | no YAML",
      })
  void mistakeIsRefusedInOneLineThatNamesFilePlaceAndReason(
      String part, String other, String reason) {
    Path file = Sources.folder(folder, part, other.replace("\\n", "\n")).resolve("slo.yaml");
    SloException refused = assertThrows(SloException.class, () -> PromisesReader.read(file));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void missingAndEmptyFilesAreRefused() throws Exception {
    Path file = folder.resolve("slo.yaml");
    assertEquals(
        file + ": cannot be read; is this the right folder?",
        assertThrows(SloException.class, () -> PromisesReader.read(file)).getMessage());
    Files.writeString(file, "");
    assertEquals(
        file + ": namespace: missing",
        assertThrows(SloException.class, () -> PromisesReader.read(file)).getMessage());
    Files.writeString(file, "- list");
    assertEquals(
        file + ": [list] (expected: a mapping)",
        assertThrows(SloException.class, () -> PromisesReader.read(file)).getMessage());
  }
}
