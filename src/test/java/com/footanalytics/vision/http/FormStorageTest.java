package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.ObjectStores;
import com.footanalytics.vision.storage.StorageConfig;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.upload.UploadAnswer;
import com.footanalytics.vision.upload.UploadRules;
import com.footanalytics.vision.upload.VideoStore;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in a form takes no more of the disk than any other body may. */
@SuppressWarnings("NullAway.Init")
class FormStorageTest {

  private static final int QUOTA = 300_000;
  private static final String TYPE = "multipart/form-data; boundary=xyz";
  private static final String HEAD =
      "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"m.mp4\"\r\n\r\n";

  @TempDir private Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();

  @Test
  void beyondTheQuotaItIsNotReadToItsEnd() throws IOException {
    assertEquals(new UploadAnswer.OverQuota(QUOTA), store(0, endless()));
    assertTrue(read.get() < 2 * QUOTA, () -> read + " bytes read");
    assertNothingIsLeft();
  }

  @Test
  void theReserveOfTheDiskIsLeftToOthers() throws IOException {
    UploadAnswer.NoRoom full =
        assertInstanceOf(UploadAnswer.NoRoom.class, store(Long.MAX_VALUE, endless()));
    assertTrue(full.reason().contains("reserved; free space there"), full.reason());
    assertEquals(507, UploadProblems.of(full).status());
    assertTrue(read.get() < 2 * QUOTA, () -> read + " bytes read");
    assertNothingIsLeft();
  }

  @Test
  void aSecondFileUndoesTheFirst() throws IOException {
    String two = HEAD + "match\r\n" + HEAD + "another\r\n--xyz--\r\n";
    InputStream body = new ByteArrayInputStream(two.getBytes(UTF_8));
    assertThrows(HttpProblem.class, () -> store(0, body));
    assertNothingIsLeft();
  }

  @Test
  void whatFitsIsStored() throws IOException {
    String form = HEAD + "match\r\n--xyz--\r\n";
    InputStream body = new ByteArrayInputStream(form.getBytes(UTF_8));
    assertEquals(5, assertInstanceOf(UploadAnswer.Stored.class, store(0, body)).video().bytes());
  }

  private UploadAnswer store(long reservedBytes, InputStream body) throws IOException {
    StorageConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(StorageConfig.class)
            .withDefaultValue("ml-pipeline.storage.reserve-bytes", Long.toString(reservedBytes))
            .build()
            .getConfigMapping(StorageConfig.class);
    try (Database database = TestingDatabases.memory();
        ObjectStore objects = ObjectStores.open(config, folder)) {
      VideoStore videos =
          new VideoStore(
              database,
              objects,
              new UploadRules(1 << 30, QUOTA, _ -> Optional.empty()),
              () -> "id" + ids.incrementAndGet(),
              Clock.systemUTC());
      FormFile file = FormFile.in(body, TYPE);
      try {
        return videos.store(file, file.name());
      } finally {
        try (Stream<Path> staged = Files.list(objects.staging())) {
          assertEquals(List.of(), staged.toList());
        }
      }
    }
  }

  private InputStream endless() {
    return new SequenceInputStream(
        new ByteArrayInputStream(HEAD.getBytes(UTF_8)),
        new InputStream() {
          @Override
          public int read() {
            read.incrementAndGet();
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
            read.addAndGet(length);
            return length;
          }
        });
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }
}
