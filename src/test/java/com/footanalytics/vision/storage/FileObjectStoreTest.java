package com.footanalytics.vision.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileObjectStoreTest extends ObjectStoreContract {

  @Override
  ObjectStore open() throws IOException {
    return FileObjectStore.open(folder.resolve("objects"));
  }

  @Test
  void aStagedFileIsMovedAndNotCopied() throws IOException {
    Path file = staged("form", "match".getBytes(UTF_8));
    Object inode = Files.getAttribute(file, "unix:ino");
    store.put(KEY, file);
    assertFalse(Files.exists(file));
    assertEquals(inode, Files.getAttribute(folder.resolve("objects/contents/ab"), "unix:ino"));
  }

  @Test
  void aClosedCopyIsGoneAndTheObjectIsNot() throws IOException {
    store.put(KEY, "match".getBytes(UTF_8));
    store.local(KEY).close();
    try (Stream<Path> left = Files.list(store.staging())) {
      assertEquals(0, left.count());
    }
    assertTrue(store.size(KEY).isPresent());
  }

  @Test
  void theStagingOfOthersIsNoObject() throws IOException {
    staged("half", new byte[10]);
    assertThrows(IllegalArgumentException.class, () -> new ObjectKey(".staging"));
    store.put(KEY, new byte[1]);
    assertEquals(1, store.list(new ObjectKey("contents")).size());
  }
}
