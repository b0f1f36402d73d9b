package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

  @TempDir Path folder;

  @Test
  void theTextAppearsWhenFinished() throws IOException {
    Path target = folder.resolve("report.json");
    Files.writeString(target, "earlier");
    try (ReportFile file = new ReportFile(target)) {
      assertEquals("earlier", Files.readString(target));
      file.finish("{}\n");
    }
    assertEquals("{}\n", Files.readString(target));
    assertArrayEquals(new String[] {"report.json"}, folder.toFile().list());
  }

  @Test
  void withoutItsTextNothingIsLeft() {
    new ReportFile(folder.resolve("report.json")).close();
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsKnownAtOnce() {
    Path target = folder.resolve("nowhere").resolve("report.json");
    assertThrows(SinkException.class, () -> new ReportFile(target));
  }
}
