package com.footanalytics.vision.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoStoreTest {

  private static final int LIMIT = 1_000_000;

  @TempDir private Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private VideoStore store;

  @BeforeEach
  void open() throws IOException {
    store = store();
  }

  @Test
  void contentAndNameComeBackAsHandedIn() throws Exception {
    byte[] content = random(700_000);
    StoredVideo video = stored(store.store(new ByteArrayInputStream(content), "a/b/Köln #1=!.mp4"));
    assertEquals("Köln #1=!.mp4", video.name());
    assertEquals(700_000, video.bytes());
    assertEquals(sha256(content), video.sha256());
    assertArrayEquals(content, Files.readAllBytes(video.path()));
    assertEquals(Optional.of(video), store.find(video.id()));
  }

  @Test
  void videosOutliveTheProcess() throws IOException {
    StoredVideo video = stored(store.store(body("match"), "match.mp4"));
    assertEquals(Optional.of(video), store().find(video.id()));
  }

  @Test
  void theSameContentIsStoredOnceUnderEachNameItCameWith() throws IOException {
    StoredVideo first = stored(store.store(body("match"), "first.mp4"));
    StoredVideo second = stored(store.store(body("match"), "second.mp4"));
    assertFalse(first.id().equals(second.id()));
    assertEquals(first.path(), second.path());
    assertEquals("first.mp4", store.find(first.id()).orElseThrow().name());
    assertEquals("second.mp4", store.find(second.id()).orElseThrow().name());
    assertEquals(1, count("content"));
  }

  @Test
  void theLimitItselfIsTakenAndOneByteMoreIsNot() throws IOException {
    stored(store.store(new ByteArrayInputStream(new byte[LIMIT]), "v"));
    assertEquals(
        new UploadAnswer.TooLarge(LIMIT),
        store.store(new ByteArrayInputStream(new byte[LIMIT + 1]), "v"));
    assertEquals(1, count("content"));
    assertEquals(0, count("incoming"));
  }

  @Test
  void readingStopsSoonBeyondTheLimit() throws IOException {
    AtomicInteger read = new AtomicInteger();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            read.addAndGet(length);
            return length;
          }
        };
    assertEquals(new UploadAnswer.TooLarge(LIMIT), store.store(endless, "v"));
    assertTrue(read.get() < 2 * LIMIT, () -> read + " bytes read");
  }

  @Test
  void nothingIsLeftOfAnEmptyBody() throws IOException {
    assertInstanceOf(UploadAnswer.Refused.class, store.store(body(""), "v"));
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfContentThatIsRefused() throws IOException {
    assertEquals(new UploadAnswer.Refused("poor"), store.store(body("poor match"), "v"));
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfABodyThatBreaksOff() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            body("match"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                return read();
              }
            });
    assertEquals(
        "connection reset",
        assertThrows(IOException.class, () -> store.store(broken, "v")).getMessage());
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftThoughTheCheckBreaks() throws IOException {
    assertThrows(IllegalStateException.class, () -> store.store(body("bug"), "v"));
    assertNothingIsLeft();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAtTheStart() throws IOException {
    Files.writeString(folder.resolve("incoming/x.part"), "half a match");
    store();
    assertNothingIsLeft();
  }

  @Test
  void anAdoptedFileIsMovedAndNotCopied() throws IOException {
    Path file = Files.writeString(folder.resolve("incoming/form"), "match");
    Object inode = Files.getAttribute(file, "unix:ino");
    StoredVideo video = stored(store.adopt(file, "match.mp4"));
    assertEquals(inode, Files.getAttribute(video.path(), "unix:ino"));
    assertEquals(stored(store.store(body("match"), "v")).sha256(), video.sha256());
    assertEquals(0, count("incoming"));
  }

  @Test
  void aFileThatIsNotAdoptedIsGoneToo() throws IOException {
    Path poor = Files.writeString(folder.resolve("incoming/form"), "poor match");
    assertEquals(new UploadAnswer.Refused("poor"), store.adopt(poor, "v"));
    Path large = Files.write(folder.resolve("incoming/form"), new byte[LIMIT + 1]);
    assertEquals(new UploadAnswer.TooLarge(LIMIT), store.adopt(large, "v"));
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nosuch", "..", "../content/x", "a/b", "A", "a.properties", "a\u0000"})
  void noOtherTextFindsAVideo(String id) throws IOException {
    Files.writeString(folder.resolve("content/x.properties"), "sha256=" + "0".repeat(64));
    assertEquals(Optional.empty(), store.find(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256=../../secret\nbytes=1", "bytes=1"})
  void aDamagedRecordIsNamed(String record) throws IOException {
    Files.writeString(folder.resolve("videos/damaged.properties"), record);
    String said = assertThrows(IOException.class, () -> store.find("damaged")).toString();
    assertTrue(said.contains("damaged.properties"), said);
  }

  @Test
  void manyAtOnceKeepTheirOwnNamesAndShareContent() throws Exception {
    List<Callable<StoredVideo>> uploads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      uploads.add(
          () -> stored(store.store(new ByteArrayInputStream(random(number % 4)), "v" + number)));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<StoredVideo>> answers = threads.invokeAll(uploads);
      for (int i = 0; i < answers.size(); i++) {
        assertEquals("v" + i, answers.get(i).get().name());
      }
    }
    assertEquals(4, count("content"));
    assertEquals(40, count("videos"));
    assertEquals(0, count("incoming"));
  }

  private VideoStore store() throws IOException {
    return new VideoStore(folder, LIMIT, this::objection, () -> "id" + ids.incrementAndGet());
  }

  private Optional<String> objection(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      String start = new String(content.readNBytes(4), UTF_8);
      if (start.equals("bug")) {
        throw new IllegalStateException("the check broke");
      }
      return start.equals("poor") ? Optional.of("poor") : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertNothingIsLeft() throws IOException {
    assertEquals(
        List.of(0L, 0L, 0L), List.of(count("incoming"), count("content"), count("videos")));
  }

  private long count(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.count();
    }
  }

  private static StoredVideo stored(UploadAnswer answer) {
    return assertInstanceOf(UploadAnswer.Stored.class, answer).video();
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static byte[] random(int seed) {
    byte[] bytes = new byte[seed > 4 ? seed : 300_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
