package com.footanalytics.vision.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessFolderTest {

  @TempDir private Path parent;

  @Test
  void whatALivingProcessHasStaysAndWhatADeadOneHadGoes() throws Exception {
    Process other = ChildJvm.start(HeldFolder.class, parent.toString(), "other");
    try (BufferedReader output = other.inputReader()) {
      assertEquals(HeldFolder.HELD, output.readLine());
      try (ProcessFolder mine = ProcessFolder.claim(parent, "mine")) {
        assertTrue(Files.exists(parent.resolve("other/half")));
        assertTrue(Files.isDirectory(mine.path()));
      }
      other.destroyForcibly().waitFor();
      assertTrue(Files.exists(parent.resolve("other/half")));
      try (ProcessFolder _ = ProcessFolder.claim(parent, "mine")) {
        assertEquals(List.of("mine", "mine.lock"), names());
      }
    } finally {
      other.destroyForcibly();
    }
    assertEquals(List.of(), names());
  }

  @Test
  void foldersOfOneProcessDoNotEndEachOther() throws Exception {
    try (ProcessFolder first = ProcessFolder.claim(parent, "first");
        ProcessFolder _ = ProcessFolder.claim(parent, "second")) {
      Files.writeString(first.path().resolve("half"), "half a video");
      Process other = ChildJvm.start(HeldFolder.class, parent.toString(), "third");
      try (BufferedReader output = other.inputReader()) {
        assertEquals(HeldFolder.HELD, output.readLine());
        assertTrue(Files.exists(first.path().resolve("half")));
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void aNameIsGivenOnce() throws IOException {
    try (ProcessFolder _ = ProcessFolder.claim(parent, "mine")) {
      IOException e = assertThrows(IOException.class, () -> ProcessFolder.claim(parent, "mine"));
      assertTrue(String.valueOf(e.getMessage()).contains("mine.lock"), e.getMessage());
    }
    ProcessFolder.claim(parent, "mine").close();
  }

  @Test
  void aFolderMayHoldFoldersWhenItIsRemoved() throws IOException {
    ProcessFolder folder = ProcessFolder.claim(parent.resolve("new/parent"), "mine");
    Files.createDirectories(folder.path().resolve("a/b"));
    Files.writeString(folder.path().resolve("a/b/c"), "");
    folder.close();
    assertTrue(Files.notExists(folder.path()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
