package com.footanalytics.vision.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import com.footanalytics.vision.storage.ObjectStore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every store promises. */
abstract class ObjectStoreContract {

  static final ObjectKey KEY = new ObjectKey("contents/ab");

  @TempDir Path folder;
  ObjectStore store;

  /** Opens a store; another one after the first shares its objects. */
  abstract ObjectStore open() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void bytesComeBackAsPut() throws IOException {
    store.put(KEY, "match".getBytes(UTF_8));
    assertEquals("match", text(KEY));
    assertEquals(OptionalLong.of(5), store.size(KEY));
  }

  @Test
  void aFileComesBackAsPutHoweverLarge() throws IOException {
    byte[] content = random(40_000_000);
    store.put(KEY, staged("large", content));
    assertEquals(OptionalLong.of(content.length), store.size(KEY));
    try (LocalCopy copy = store.local(KEY)) {
      assertArrayEquals(content, Files.readAllBytes(copy.path()));
    }
    try (InputStream part = store.read(KEY, 33_000_000, 1000)) {
      assertArrayEquals(
          java.util.Arrays.copyOfRange(content, 33_000_000, 33_001_000), part.readAllBytes());
    }
  }

  @Test
  void puttingAgainReplaces() throws IOException {
    store.put(KEY, "first".getBytes(UTF_8));
    try (LocalCopy copy = store.local(KEY)) {
      store.put(KEY, "2nd".getBytes(UTF_8));
      assertEquals("2nd", text(KEY));
      assertEquals("first", Files.readString(copy.path()));
    }
    try (LocalCopy copy = store.local(KEY)) {
      assertEquals("2nd", Files.readString(copy.path()));
    }
    store.put(KEY, staged("third", "third".getBytes(UTF_8)));
    assertEquals("third", text(KEY));
  }

  @Test
  void whatOneStorePutsAnotherReads() throws IOException {
    store.put(KEY, "match".getBytes(UTF_8));
    try (ObjectStore other = open();
        LocalCopy copy = other.local(KEY)) {
      assertEquals("match", Files.readString(copy.path()));
      assertEquals(List.of(new StoredObject(KEY, 5)), other.list(new ObjectKey("contents")));
    }
  }

  @Test
  void thereIsNothingWhereNothingWasPut() throws IOException {
    assertEquals(OptionalLong.empty(), store.size(KEY));
    assertThrows(NoSuchFileException.class, () -> store.read(KEY, 0, 1));
    assertThrows(NoSuchFileException.class, () -> store.read(KEY, 0, 0));
    assertThrows(NoSuchFileException.class, () -> store.local(KEY));
    assertEquals(List.of(), store.list(KEY));
    store.delete(KEY);
    store.deleteAll(KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0123456789",
    "2, 3, 234",
    "9, 1, 9",
    "7, 100, 789",
    "4, 9223372036854775807, 456789",
    "3, 0, ''",
    "10, 1, ''",
    "99, 5, ''"
  })
  void aPartEndsWhereTheObjectDoes(long first, long count, String expected) throws IOException {
    store.put(KEY, "0123456789".getBytes(UTF_8));
    try (InputStream part = store.read(KEY, first, count)) {
      assertEquals(expected, new String(part.readAllBytes(), UTF_8));
      assertEquals(-1, part.read());
    }
  }

  @Test
  void aPartIsReadByteByByteToo() throws IOException {
    store.put(KEY, new byte[] {1, (byte) 0xff, 3});
    try (InputStream part = store.read(KEY, 0, 2)) {
      assertEquals(List.of(1, 255, -1), List.of(part.read(), part.read(), part.read()));
    }
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    store.put(KEY, new byte[0]);
    store.put(new ObjectKey("contents/file"), staged("empty", new byte[0]));
    assertEquals(OptionalLong.of(0), store.size(KEY));
    assertEquals("", text(KEY));
    assertEquals(2, store.list(new ObjectKey("contents")).size());
    try (LocalCopy copy = store.local(KEY)) {
      assertEquals(0, Files.size(copy.path()));
    }
  }

  @Test
  void aListHoldsWhatIsBelowInOrder() throws IOException {
    for (String key :
        List.of("jobs/b/parts/1", "jobs/a", "jobs/b/parts/0", "jobs/b/end", "jobs/bc", "job/b")) {
      store.put(new ObjectKey(key), key.getBytes(UTF_8));
    }
    assertEquals(
        List.of("jobs/b/end", "jobs/b/parts/0", "jobs/b/parts/1"), keys(new ObjectKey("jobs/b")));
    assertEquals(List.of(), keys(new ObjectKey("jobs/bc")));
    assertEquals(10, store.list(new ObjectKey("jobs/b")).getFirst().bytes());
  }

  @Test
  void deletingAllLeavesWhatIsBeside() throws IOException {
    for (String key : List.of("jobs/a/1", "jobs/b", "jobs/a/sub/2", "jobs/ab/3")) {
      store.put(new ObjectKey(key), key.getBytes(UTF_8));
    }
    store.deleteAll(new ObjectKey("jobs/a"));
    store.deleteAll(new ObjectKey("jobs/b"));
    assertEquals(List.of("jobs/ab/3", "jobs/b"), keys(new ObjectKey("jobs")));
    store.delete(new ObjectKey("jobs/b"));
    assertEquals(List.of("jobs/ab/3"), keys(new ObjectKey("jobs")));
  }

  @Test
  void aCopyOutlivesTheObject() throws IOException {
    store.put(KEY, "match".getBytes(UTF_8));
    try (LocalCopy copy = store.local(KEY)) {
      store.delete(KEY);
      assertThrows(NoSuchFileException.class, () -> store.local(KEY));
      assertEquals("match", Files.readString(copy.path()));
    }
  }

  @Test
  void aPutThatFailsLeavesNothing() throws IOException {
    Path missing = store.staging().resolve("missing");
    assertThrows(IOException.class, () -> store.put(KEY, missing));
    assertEquals(OptionalLong.empty(), store.size(KEY));
  }

  @Test
  void manyPutTheSameObjectAndReadItWhole() throws Exception {
    byte[] content = random(300_000);
    List<Callable<byte[]>> calls = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Path file = staged("file" + i, content);
      calls.add(() -> {
        store.put(KEY, file);
        try (LocalCopy copy = store.local(KEY)) {
          return Files.readAllBytes(copy.path());
        }
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<byte[]> read : threads.invokeAll(calls)) {
        assertArrayEquals(content, read.get());
      }
    }
    assertEquals(1, store.list(new ObjectKey("contents")).size());
  }

  @Test
  void putsAndRemovalsOfTheSameFolderDoNotDisturbEachOther() throws Exception {
    ObjectKey job = new ObjectKey("jobs/a");
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ObjectKey key = job.resolve("parts/" + i);
      calls.add(() -> {
        store.put(key, new byte[] {1});
        return true;
      });
      calls.add(() -> {
        store.deleteAll(job);
        return true;
      });
    }
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        assertTrue(call.get());
      }
    }
    store.deleteAll(job);
    assertEquals(List.of(), store.list(job));
  }

  @Test
  void closingAStoreRemovesItsOwnStagingAlone() throws IOException {
    Path mine = staged("mine", new byte[1]);
    Path others;
    try (ObjectStore other = open()) {
      others = Files.write(other.staging().resolve("others"), new byte[1]);
      assertTrue(Files.exists(mine));
      assertTrue(Files.exists(others));
    }
    assertTrue(Files.exists(mine));
    assertFalse(Files.exists(others));
  }

  Path staged(String name, byte[] content) throws IOException {
    return Files.write(store.staging().resolve(name), content);
  }

  private List<String> keys(ObjectKey prefix) throws IOException {
    return store.list(prefix).stream().map(object -> object.key().value()).toList();
  }

  private String text(ObjectKey key) throws IOException {
    try (InputStream object = store.read(key, 0, Long.MAX_VALUE)) {
      return new String(object.readAllBytes(), UTF_8);
    }
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
