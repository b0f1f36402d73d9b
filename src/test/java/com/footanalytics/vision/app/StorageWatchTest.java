package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StorageWatchTest {

  @TempDir Path folder;
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<Duration> pauses = new ArrayList<>();
  private ObjectStore objects;

  @BeforeEach
  void open() throws IOException {
    objects = FileObjectStore.open(folder.resolve("store"));
  }

  @AfterEach
  void close() {
    objects.close();
  }

  @Test
  void aStoreThatAnswersGivesNoReason() {
    StorageWatch watch = watch();
    assertEquals(Optional.empty(), watch.objection());
    look(watch);
    assertEquals(Optional.empty(), watch.objection());
    assertEquals(List.of(StorageWatch.INTERVAL), pauses);
  }

  @Test
  void aFolderThatIsGoneIsNamedAndComesBack() throws Exception {
    Path staging = objects.staging();
    Path elsewhere = folder.resolve("elsewhere");
    List<Optional<String>> seen = new ArrayList<>();
    StorageWatch[] watched = new StorageWatch[1];
    StorageWatch watch =
        new StorageWatch(
            objects,
            now::get,
            length -> {
              seen.add(watched[0].objection());
              switch (seen.size()) {
                case 1 -> move(staging, elsewhere);
                case 2 -> move(elsewhere, staging);
                default -> throw new InterruptedException("told to stop");
              }
            });
    watched[0] = watch;
    assertThrows(InterruptedException.class, watch::call);
    assertEquals(Optional.empty(), seen.get(0));
    assertEquals(
        staging + ": cannot be written to; see ml-pipeline.data-dir and ml-pipeline.storage",
        seen.get(1).orElseThrow());
    assertEquals(Optional.empty(), seen.get(2));
  }

  @Test
  void aStoreThatKeepsSilentIsAnObjectionWithoutAnAnswer() {
    StorageWatch watch = watch();
    look(watch);
    now.addAndGet(StorageWatch.PATIENCE.toNanos());
    assertEquals(Optional.empty(), watch.objection());
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertEquals(
        Optional.of("the store of objects has not answered for 20 s; see ml-pipeline.storage"),
        watch.objection());
    look(watch);
    assertEquals(Optional.empty(), watch.objection());
  }

  @Test
  void aStoreThatRefusesIsQuoted() {
    ObjectStore refusing = new RefusingStore(objects.staging(), "access denied");
    StorageWatch watch = new StorageWatch(refusing, now::get, this::oncePaused);
    look(watch);
    String said = watch.objection().orElseThrow();
    assertTrue(said.contains("does not answer (access denied); see ml-pipeline.storage"), said);
  }

  private StorageWatch watch() {
    return new StorageWatch(objects, now::get, this::oncePaused);
  }

  private void oncePaused(Duration length) throws InterruptedException {
    pauses.add(length);
    throw new InterruptedException("told to stop");
  }

  private static void look(StorageWatch watch) {
    assertThrows(InterruptedException.class, watch::call);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
