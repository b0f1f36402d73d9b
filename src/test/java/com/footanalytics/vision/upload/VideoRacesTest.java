package com.footanalytics.vision.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.upload.Contents.NewVideo;
import com.footanalytics.vision.upload.Contents.Notes;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads and removals of the same content at once, on both kinds of database. */
@Timeout(120)
class VideoRacesTest {

  private static final int ROUNDS = 60;

  @TempDir private Path folder;
  private final AtomicInteger ids = new AtomicInteger(1000);

  @ParameterizedTest
  @EnumSource(TestingDatabases.Kind.class)
  void whatIsStoredHasItsContentThoughTheSameIsDeletedAllTheTime(TestingDatabases.Kind kind)
      throws Exception {
    try (Database database = TestingDatabases.of(kind, folder);
        FileObjectStore objects = FileObjectStore.open(folder.resolve("objects"))) {
      VideoStore store = store(database, objects, 0);
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        byte[] content = {(byte) (i % 2), 1, 2};
        calls.add(() -> {
          StoredVideo video =
              assertInstanceOf(
                      UploadAnswer.Stored.class,
                      store.store(new ByteArrayInputStream(content), "match"))
                  .video();
          try (LocalCopy copy = objects.local(video.content())) {
            assertArrayEquals(content, Files.readAllBytes(copy.path()));
          }
          return store.delete(video.id(), _ -> false) == VideoDeletion.DELETED;
        });
      }
      try (var threads = Executors.newFixedThreadPool(6)) {
        for (Future<Boolean> call : threads.invokeAll(calls)) {
          assertTrue(call.get());
        }
      }
      assertEquals(List.of(), store.list(10, Optional.empty()));
      assertEquals(List.of(), objects.list(new ObjectKey("contents")));
      assertEquals(0, contents(database));
    }
  }

  @ParameterizedTest
  @EnumSource(TestingDatabases.Kind.class)
  void theLastRoomGoesToOneOnly(TestingDatabases.Kind kind) throws Exception {
    try (Database database = TestingDatabases.of(kind, folder);
        FileObjectStore objects = FileObjectStore.open(folder.resolve("objects"))) {
      VideoStore store = store(database, objects, 30);
      List<Callable<UploadAnswer>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        NewVideo video = new NewVideo("race" + i, "match");
        Path file = Files.write(folder.resolve("file" + i), new byte[] {(byte) i, 2, 3, 4, 5, 6});
        calls.add(() -> store.contents().keep(video, file, Measured.of(file), Notes.NONE));
      }
      int stored = 0;
      try (var threads = Executors.newFixedThreadPool(6)) {
        for (Future<UploadAnswer> call : threads.invokeAll(calls)) {
          if (call.get() instanceof UploadAnswer.Stored) {
            stored++;
          } else {
            assertEquals(new UploadAnswer.OverQuota(30), call.get());
          }
        }
      }
      assertEquals(5, stored);
      assertEquals(5, contents(database));
    }
  }

  private VideoStore store(Database database, FileObjectStore objects, long maxStoredBytes) {
    return new VideoStore(
        database,
        objects,
        new UploadRules(1_000_000, maxStoredBytes, _ -> Optional.empty()),
        () -> "id" + ids.incrementAndGet(),
        new TestingClock());
  }

  private static long contents(Database database) {
    return database.transaction(
        connection -> new Sql(connection).number("select count(*) from content"));
  }
}
