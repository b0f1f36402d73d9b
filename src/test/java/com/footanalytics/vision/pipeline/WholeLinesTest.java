package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLinesTest {

  @TempDir private Path folder;

  @Test
  void aBegunLineDoesNotCount() throws IOException {
    assertEquals(8, bytes("one\ntwo\nthr"));
    assertEquals(4, bytes("one\n"));
    assertEquals(0, bytes("one"));
    assertEquals(0, bytes(""));
  }

  @Test
  void aLineMayBeLongerThanWhatIsReadAtOnce() throws IOException {
    assertEquals(2, bytes("1\n" + "x".repeat(300_000)));
    assertEquals(300_003, bytes("1\n" + "x".repeat(300_000) + "\ny"));
  }

  @Test
  void aFileThatIsGoneIsSaidToBe() {
    assertThrows(NoSuchFileException.class, () -> WholeLines.bytesIn(folder.resolve("none.jsonl")));
  }

  private long bytes(String content) throws IOException {
    return WholeLines.bytesIn(Files.writeString(folder.resolve("lines"), content));
  }
}
