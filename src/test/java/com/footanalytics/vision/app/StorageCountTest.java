package com.footanalytics.vision.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.telemetry.StorageReport;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.upload.NewUpload;
import com.footanalytics.vision.upload.UploadAnswer;
import com.footanalytics.vision.upload.UploadBytes;
import com.footanalytics.vision.upload.UploadCreation;
import com.footanalytics.vision.upload.UploadRules;
import com.footanalytics.vision.upload.Uploads;
import com.footanalytics.vision.upload.VideoStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class StorageCountTest {

  private static final Duration HOLDS = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<StorageReport> told = new ArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();

  @Test
  void contentsCountOnceAndUnfinishedUploadsAsTheyWereAnnounced() throws IOException {
    try (Database database = TestingDatabases.memory();
        FileObjectStore objects = FileObjectStore.open(folder)) {
      VideoStore videos =
          new VideoStore(
              database,
              objects,
              new UploadRules(1000, 2000, _ -> Optional.empty()),
              this::id,
              Clock.systemUTC());
      Uploads uploads =
          new Uploads(
              videos,
              UploadBytes.inFolder(folder.resolve("uploads")),
              Duration.ofHours(1),
              this::id,
              Clock.systemUTC());
      StorageCount count =
          new StorageCount(videos::storedBytes, 2000, folder, 64, (report, _) -> told.add(report));
      count.tell(HOLDS);
      store(videos, "match");
      store(videos, "match");
      store(videos, "another");
      assertInstanceOf(
          UploadCreation.Created.class, uploads.create(new NewUpload("m", "", 700, false)));
      count.tell(HOLDS);
    }
    assertEquals(List.of(0L, 712L), told.stream().map(StorageReport::storedBytes).toList());
    StorageReport last = told.getLast();
    assertEquals(2000, last.maxStoredBytes());
    assertEquals(64, last.reservedBytes());
    assertTrue(
        last.freeBytes() > 0 && last.freeBytes() <= Files.getFileStore(folder).getTotalSpace(),
        last::toString);
  }

  @Test
  void aDiskThatIsGoneIsNotTold() {
    StorageCount count =
        new StorageCount(() -> 0, 0, folder.resolve("gone"), 0, (report, _) -> told.add(report));
    assertThrows(IOException.class, () -> count.tell(HOLDS));
    assertEquals(List.of(), told);
  }

  private static void store(VideoStore videos, String content) throws IOException {
    assertInstanceOf(
        UploadAnswer.Stored.class,
        videos.store(new ByteArrayInputStream(content.getBytes(UTF_8)), "m.mp4"));
  }

  private String id() {
    return "id" + ids.incrementAndGet();
  }
}
