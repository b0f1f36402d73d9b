package com.footanalytics.vision.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Pattern CONFIGURATION =
      Pattern.compile(
          "(<!-- configuration: [^\\n]*-->\\n)(.*?)(<!-- /configuration -->)", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((?!http|#)([^)#]+)\\)");

  /** With {@code -Dreadme.update} the table is written instead of compared. */
  @Test
  void theConfigurationTableIsTheCodes() throws IOException {
    String readme = Files.readString(README);
    var section = CONFIGURATION.matcher(readme);
    assertTrue(section.find(), "README has no configuration section");
    String table = ConfigurationTable.markdown();
    if (System.getProperty("readme.update") != null) {
      Files.writeString(
          README, readme.substring(0, section.start(2)) + table + readme.substring(section.end(2)));
    } else {
      assertEquals(table, section.group(2), "run the test once with -Dreadme.update");
    }
  }

  @Test
  void everyLinkedFileExists() throws IOException {
    var links = LINK.matcher(Files.readString(README));
    int count = 0;
    while (links.find()) {
      assertTrue(Files.exists(Path.of(links.group(1))), "README links to " + links.group(1));
      count++;
    }
    assertTrue(count > 3, "links found: " + count);
  }
}
