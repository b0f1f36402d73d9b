package com.footanalytics.vision.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.FlagSource;
import com.footanalytics.vision.telemetry.Label;
import com.footanalytics.vision.telemetry.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private static final Path PAGE = Path.of("docs/operations/metrics.md");
  private static final String SECTION = "(<!-- %1$s: [^\\n]*-->\\n)(.*?)(<!-- /%1$s -->)";

  @Test
  void theTablesOfMetricsAreTheCodes() throws IOException {
    assertShown("metrics", MetricsTable.markdown());
  }

  @Test
  void theTableOfLabelsIsTheCodes() throws IOException {
    assertShown("labels", MetricsTable.labels());
  }

  /** With {@code -Dreadme.update} the table is written instead of compared. */
  private static void assertShown(String name, String table) throws IOException {
    String page = Files.readString(PAGE);
    var section = Pattern.compile(SECTION.formatted(name), Pattern.DOTALL).matcher(page);
    assertTrue(section.find(), PAGE + " has no section of " + name);
    if (System.getProperty("readme.update") != null) {
      Files.writeString(
          PAGE, page.substring(0, section.start(2)) + table + page.substring(section.end(2)));
    } else {
      assertEquals(table, section.group(2), "run the test once with -Dreadme.update");
    }
  }

  @Test
  void everyLabelIsOfAMeterAndKnowsWhatItsOwnersSay() {
    assertEquals(
        EnumSet.allOf(Label.class),
        Arrays.stream(Meter.values())
            .flatMap(meter -> meter.labels().stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Label.class))));
    assertEquals(Label.LANE.known(), Arrays.stream(Lane.values()).map(Lane::label).toList());
    assertEquals(
        Label.SOURCE.known(), Arrays.stream(FlagSource.values()).map(FlagSource::label).toList());
    assertTrue(Flag.values().length <= Label.FLAG.most());
  }
}
