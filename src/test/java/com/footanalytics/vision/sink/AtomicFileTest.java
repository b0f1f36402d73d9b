package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void appearsUnderItsNameOnCommit() throws IOException {
    try (var file = new AtomicFile(folder.resolve("a.json"))) {
      Files.writeString(file.part(), "whole");
      file.prepare();
      assertEquals(List.of(".a.json.part"), names());
      file.commit();
    }
    assertEquals(List.of("a.json"), names());
    assertEquals("whole", Files.readString(folder.resolve("a.json")));
  }

  @Test
  void closingWithoutCommitLeavesNothing() throws IOException {
    try (var file = new AtomicFile(folder.resolve("a.json"))) {
      Files.writeString(file.part(), "half");
      file.prepare();
    }
    assertEquals(List.of(), names());
  }

  @Test
  void replacesAnEarlierFile() throws IOException {
    Files.writeString(folder.resolve("a.json"), "old");
    try (var file = new AtomicFile(folder.resolve("a.json"))) {
      Files.writeString(file.part(), "new");
      file.commit();
    }
    assertEquals("new", Files.readString(folder.resolve("a.json")));
  }

  @Test
  void failuresNameTheFileAndTheReason() {
    try (var file = new AtomicFile(folder.resolve("a.json"))) {
      var failure = assertThrows(SinkException.class, file::prepare);
      assertEquals(
          "cannot write " + folder.resolve("a.json") + ": NoSuchFileException",
          failure.getMessage());
      assertTrue(failure.getCause() instanceof IOException);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
