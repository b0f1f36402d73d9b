package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageLookTest {

  @TempDir Path folder;
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
  void aFolderThatIsGoneIsNamedAndComesBack() throws IOException {
    StorageLook look = new StorageLook(objects);
    assertEquals(Optional.empty(), look.get());
    Path staging = objects.staging();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(staging, elsewhere);
    assertEquals(
        staging + ": cannot be written to; see ml-pipeline.data-dir and ml-pipeline.storage",
        look.get().orElseThrow());
    Files.move(elsewhere, staging);
    assertEquals(Optional.empty(), look.get());
  }

  @Test
  void aStoreThatRefusesIsQuoted() {
    StorageLook look = new StorageLook(new RefusingStore(objects.staging(), "access denied"));
    String said = look.get().orElseThrow();
    assertTrue(said.contains("does not answer (access denied); see ml-pipeline.storage"), said);
  }
}
