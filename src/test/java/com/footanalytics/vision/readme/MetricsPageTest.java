package com.footanalytics.vision.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsPageTest {

  private static final Path PAGE = Path.of("docs/operations/metrics.md");
  private static final Pattern TABLE =
      Pattern.compile("(<!-- metrics: [^\\n]*-->\\n)(.*?)(<!-- /metrics -->)", Pattern.DOTALL);

  /** With {@code -Dreadme.update} the table is written instead of compared. */
  @Test
  void theTableOfMetricsIsTheCodes() throws IOException {
    String page = Files.readString(PAGE);
    var section = TABLE.matcher(page);
    assertTrue(section.find(), PAGE + " has no section of metrics");
    String table = MetricsTable.markdown();
    if (System.getProperty("readme.update") != null) {
      Files.writeString(
          PAGE, page.substring(0, section.start(2)) + table + page.substring(section.end(2)));
    } else {
      assertEquals(table, section.group(2), "run the test once with -Dreadme.update");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLabelIsExplained(Meter meter) throws IOException {
    String page = Files.readString(PAGE);
    for (String label : meter.labels()) {
      assertTrue(page.contains("\n| `" + label + "` | "), label + " is in no row of its own");
    }
  }
}
