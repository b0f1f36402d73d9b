package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.slo.Dashboard.Kind;
import com.footanalytics.vision.slo.Dashboard.Limit;
import com.footanalytics.vision.slo.Dashboard.Panel;
import com.footanalytics.vision.slo.Dashboard.Query;
import java.io.IOException;
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

class DashboardReaderTest {

  @TempDir private Path folder;

  @Test
  void panelsAreReadWithTheirDefaults() throws IOException {
    Dashboard dashboard = read(Sources.DASHBOARD);
    assertEquals("whistle", dashboard.uid());
    assertEquals(Map.of("workload", "whistle"), dashboard.variables());
    assertEquals(
        new Panel(
            "Rate",
            "More than 8 is much.",
            Kind.TIMESERIES,
            "reqps",
            8,
            8,
            List.of(
                new Query("sum(rate(calls_total[5m]))", "calls"),
                new Query("sum(rate(calls_total{outcome=\"error\"}[5m]))", "errors")),
            Optional.of(BigDecimal.ZERO),
            Optional.empty(),
            "green",
            List.of(new Limit(new BigDecimal("8"), "red"))),
        dashboard.rows().getFirst().panels().getFirst());
  }

  @Test
  void limitsMayBeNumbersOrThresholds() throws IOException {
    Panel now = read(Sources.DASHBOARD).rows().getFirst().panels().getLast();
    assertEquals(Kind.STAT, now.kind());
    assertEquals("__auto", now.queries().getFirst().legend());
    assertEquals(
        List.of(
            new Limit(new BigDecimal("1"), "orange"), new Limit(new BigDecimal("2.0"), "green")),
        now.limits());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uid: whistle | id: whistle | uid: missing",
        "kind: stat | kind: pie | kind: pie (expected: timeseries, stat or table)",
        "width: 20 | width: 25 | width: 25 (expected: at most 24)",
        "height: 4 | hight: 4 | hight: unknown",
        "at: 1 | at: one | at: one (expected: a number)",
        "legend: flag | label: flag | label: unknown",
        "than ${queue-depth} | than ${depth} | description: ${depth} stands for nothing",
        "unit: reqps | # | unit: missing",
      })
  void mistakeIsRefusedInOneLine(String part, String other, String reason) {
    SloException refused =
        assertThrows(SloException.class, () -> read(Sources.DASHBOARD.replace(part, other)));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  private Dashboard read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("whistle.yaml"), text);
    return new DashboardReader(Sources.promises(folder).values()).read(file);
  }
}
