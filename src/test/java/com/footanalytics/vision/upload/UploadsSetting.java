package com.footanalytics.vision.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uploads over some database and some store, and what tests do with them. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
abstract class UploadsSetting {

  static final int LIMIT = 1_000_000;
  static final Duration EXPIRES_AFTER = Duration.ofHours(24);

  @TempDir Path folder;
  final TestingClock clock = new TestingClock();
  final AtomicInteger ids = new AtomicInteger(100);
  final byte[] content = random(700_000);
  Database database;
  BreakingStore objects;
  VideoStore videos;
  Uploads uploads;

  abstract Database database() throws IOException;

  abstract ObjectStore objects() throws IOException;

  abstract UploadBytes bytes(ObjectStore objects) throws IOException;

  @BeforeEach
  void open() throws IOException {
    database = database();
    objects = new BreakingStore(objects());
    uploads = uploads(0);
  }

  @AfterEach
  void close() {
    objects.close();
    database.close();
  }

  String id() {
    return "id" + ids.incrementAndGet();
  }

  static Optional<String> objection(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(4), UTF_8).equals("poor")
          ? Optional.of("poor")
          : Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  VideoRetention retention(Optional<Duration> keepVideos) {
    return new VideoRetention(videos, uploads, _ -> false, keepVideos);
  }

  java.time.Instant now() {
    return clock.instant();
  }

  String create(long length) {
    return assertInstanceOf(
            UploadCreation.Created.class,
            uploads.create(new NewUpload("../match.mp4", "", length, false)))
        .upload()
        .id();
  }

  Uploads uploads(long maxStoredBytes) throws IOException {
    videos =
        new VideoStore(
            database,
            objects,
            new UploadRules(LIMIT, maxStoredBytes, UploadsSetting::objection),
            this::id,
            clock);
    return new Uploads(videos, bytes(objects), EXPIRES_AFTER, this::id, clock);
  }

  AppendAnswer append(String id, long offset, InputStream body) throws IOException {
    return append(id, offset, body, Optional.empty());
  }

  AppendAnswer append(String id, long offset, InputStream body, Optional<Checksum> checksum)
      throws IOException {
    return append(id, offset, (buffer, _) -> body.read(buffer), checksum);
  }

  AppendAnswer append(String id, long offset, UploadBody body, Optional<Checksum> checksum)
      throws IOException {
    return uploads.append(id, offset, body, checksum);
  }

  void assertBroken(String id, int from, int to, Optional<Checksum> checksum) {
    InputStream broken =
        new SequenceInputStream(
            piece(from, to),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertEquals(
        "connection reset",
        assertThrows(IOException.class, () -> append(id, from, broken, checksum)).getMessage());
  }

  InputStream piece(int from, int to) {
    return new ByteArrayInputStream(content, from, to - from);
  }

  static long grown(AppendAnswer answer) {
    return assertInstanceOf(AppendAnswer.Grown.class, answer).upload().received();
  }

  static StoredVideo whole(AppendAnswer answer) {
    return assertInstanceOf(AppendAnswer.Whole.class, answer).video();
  }

  void assertIsStored(StoredVideo video) throws Exception {
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
        video.sha256());
    try (LocalCopy copy = objects.local(video.content())) {
      assertArrayEquals(content, Files.readAllBytes(copy.path()));
    }
  }

  void assertNothingIsLeft(String id) throws IOException {
    assertEquals(Optional.empty(), uploads.find(id));
    assertEquals(Optional.empty(), videos.find(id));
    assertEquals(List.of(), List.copyOf(bytes(objects).ids()));
    assertEquals(List.of(), objects.list(new ObjectKey("contents")));
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** A body of which no more comes, and that does not end. */
  static final class SilentBody implements UploadBody {

    private final InputStream bytes;
    final CountDownLatch reached = new CountDownLatch(1);

    SilentBody(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(byte[] buffer, Duration patience) throws IOException {
      int read = bytes.read(buffer);
      if (read < 0) {
        reached.countDown();
        LockSupport.parkNanos(patience.toNanos());
      }
      return Math.max(read, 0);
    }
  }

  /** A body that waits for a word before its end, and looks up for nothing else. */
  static final class HeldBody extends InputStream {

    private final InputStream bytes;
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    HeldBody(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = bytes.read(target, offset, length);
      if (read < 0) {
        reached.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return read;
    }
  }
}
