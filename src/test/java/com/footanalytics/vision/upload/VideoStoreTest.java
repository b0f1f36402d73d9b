package com.footanalytics.vision.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import com.footanalytics.vision.testing.TestingDatabases;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class VideoStoreTest {

  private static final int LIMIT = 1_000_000;

  @TempDir private Path folder;
  private final AtomicInteger ids = new AtomicInteger(100);
  private final TestingClock clock = new TestingClock();
  private Database database;
  private FileObjectStore objects;
  private VideoStore store;

  @BeforeEach
  void open() throws IOException {
    database = TestingDatabases.memory();
    objects = FileObjectStore.open(folder);
    store = store(0);
  }

  @AfterEach
  void close() {
    objects.close();
    database.close();
  }

  @Test
  void contentAndNameComeBackAsHandedIn() throws Exception {
    byte[] content = random(700_000);
    StoredVideo video = stored(store.store(new ByteArrayInputStream(content), "a/b/Köln #1=!.mp4"));
    assertEquals("Köln #1=!.mp4", video.name());
    assertEquals(700_000, video.bytes());
    assertEquals(sha256(content), video.sha256());
    assertEquals(new ObjectKey("contents/" + sha256(content)), video.content());
    try (LocalCopy copy = objects.local(video.content())) {
      assertArrayEquals(content, Files.readAllBytes(copy.path()));
    }
    assertEquals(Optional.of(video), store.find(video.id()));
  }

  @Test
  void anotherStoreOnTheSameDatabaseHasTheSameVideos() throws IOException {
    StoredVideo video = stored(store.store(body("match"), "match.mp4"));
    assertEquals(Optional.of(video), store(0).find(video.id()));
  }

  @Test
  void theSameContentIsStoredOnceUnderEachNameItCameWith() throws IOException {
    StoredVideo first = stored(store.store(body("match"), "first.mp4"));
    StoredVideo second = stored(store.store(body("match"), "second.mp4"));
    assertFalse(first.id().equals(second.id()));
    assertEquals(first.content(), second.content());
    assertEquals("first.mp4", store.find(first.id()).orElseThrow().name());
    assertEquals("second.mp4", store.find(second.id()).orElseThrow().name());
    assertEquals(1, contents());
  }

  @Test
  void theLimitItselfIsTakenAndOneByteMoreIsNot() throws IOException {
    stored(store.store(new ByteArrayInputStream(new byte[LIMIT]), "v"));
    assertEquals(
        new UploadAnswer.TooLarge(LIMIT),
        store.store(new ByteArrayInputStream(new byte[LIMIT + 1]), "v"));
    assertEquals(1, contents());
    assertEquals(0, staged());
  }

  @Test
  void readingStopsSoonBeyondTheLimit() throws IOException {
    AtomicInteger read = new AtomicInteger();
    assertEquals(new UploadAnswer.TooLarge(LIMIT), store.store(endless(read), "v"));
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

  @ParameterizedTest
  @ValueSource(strings = {"", "nosuch", "..", "../content/x", "a/b", "A", "' or ''='", "a\u0000"})
  void noOtherTextFindsAVideo(String id) throws IOException {
    stored(store.store(body("match"), "match.mp4"));
    assertEquals(Optional.empty(), store.find(id));
    assertEquals(VideoDeletion.UNKNOWN, store.delete(id, _ -> false));
    assertEquals(1, contents());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/cron.d/x",
        "x'); drop table video; --",
        "<script>alert(1)</script>.mp4",
        "a\u0000b.mp4",
        "con",
        "\u202egnp.mp4",
        ".."
      })
  void noNameTouchesTheDisk(String name) throws IOException {
    StoredVideo video = stored(store.store(body("match"), name));
    assertEquals(video, store.find(video.id()).orElseThrow());
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String relative = folder.relativize(path).toString();
        assertTrue(
            relative.matches("contents/[0-9a-f]{64}|[.]staging/[0-9a-f-]{36}[.]lock"), relative);
      }
    }
  }

  @Test
  void videosAreListedNewestFirstInPages() throws IOException {
    List<StoredVideo> all = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      all.addFirst(stored(store.store(body(name), name)));
    }
    assertEquals(all, store.list(10, Optional.empty()));
    assertEquals(all.subList(0, 2), store.list(2, Optional.empty()));
    assertEquals(all.subList(2, 3), store.list(2, Optional.of(all.get(1).id())));
    assertEquals(List.of(), store.list(2, Optional.of(all.get(2).id())));
  }

  @Test
  void contentGoesWithTheLastVideoThatHasIt() throws IOException {
    StoredVideo first = stored(store.store(body("match"), "first"));
    StoredVideo second = stored(store.store(body("match"), "second"));
    objects.put(new ObjectKey(first.content() + ".index"), new byte[1]);
    assertEquals(VideoDeletion.DELETED, store.delete(first.id(), _ -> false));
    assertEquals(Optional.empty(), store.find(first.id()));
    assertEquals(2, contents());
    assertEquals(VideoDeletion.DELETED, store.delete(second.id(), _ -> false));
    assertEquals(0, contents());
    assertEquals(VideoDeletion.UNKNOWN, store.delete(second.id(), _ -> false));
  }

  @Test
  void aVideoInUseIsNotDeleted() throws IOException {
    StoredVideo video = stored(store.store(body("match"), "match"));
    assertEquals(VideoDeletion.IN_USE, store.delete(video.id(), video.id()::equals));
    assertEquals(Optional.of(video), store.find(video.id()));
  }

  @Test
  void noMoreIsStoredThanTheQuotaHolds() throws IOException {
    VideoStore small = store(10);
    StoredVideo video = stored(small.store(body("12345"), "v"));
    stored(small.store(body("12345"), "the same again costs nothing"));
    assertEquals(new UploadAnswer.OverQuota(10), small.store(body("abcdef"), "v"));
    assertEquals(1, contents());
    assertEquals(0, staged());
    stored(small.store(body("abcde"), "what just fits"));
    for (StoredVideo each : small.list(10, Optional.empty())) {
      if (each.sha256().equals(video.sha256())) {
        small.delete(each.id(), _ -> false);
      }
    }
    stored(small.store(body("fghij"), "what was freed is used"));
  }

  @Test
  void aBodyBeyondTheQuotaIsNotReadToItsEnd() throws IOException {
    AtomicInteger read = new AtomicInteger();
    assertEquals(new UploadAnswer.OverQuota(300_000), store(300_000).store(endless(read), "v"));
    assertTrue(read.get() < LIMIT, () -> read + " bytes read");
    assertNothingIsLeft();
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
    assertEquals(4, contents());
    assertEquals(40, store.list(100, Optional.empty()).size());
    assertEquals(0, staged());
  }

  private static InputStream endless(AtomicInteger read) {
    return new InputStream() {
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
  }

  private VideoStore store(long maxStoredBytes) {
    return new VideoStore(
        database,
        objects,
        new UploadRules(LIMIT, maxStoredBytes, this::objection),
        () -> "id" + ids.incrementAndGet(),
        clock);
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
    assertEquals(0, staged());
    assertEquals(0, contents());
    assertEquals(List.of(), store.list(10, Optional.empty()));
    long rows =
        database.transaction(connection -> {
          Sql sql = new Sql(connection);
          return sql.number("select count(*) from video")
              + sql.number("select count(*) from content");
        });
    assertEquals(0, rows);
  }

  private long contents() throws IOException {
    return objects.list(new ObjectKey("contents")).size();
  }

  private long staged() throws IOException {
    try (Stream<Path> files = Files.list(objects.staging())) {
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
