package com.footanalytics.vision.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.testing.TestingDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UploadsInFolderTest extends UploadsContract {

  @Override
  Database database() {
    return TestingDatabases.memory();
  }

  @Override
  ObjectStore objects() throws IOException {
    return FileObjectStore.open(folder.resolve("objects"));
  }

  @Override
  UploadBytes bytes(ObjectStore objects) throws IOException {
    return UploadBytes.inFolder(folder.resolve("uploads"));
  }

  @Test
  void bytesThatTheDiskLostAreAskedForAgain() throws Exception {
    String id = create(700_000);
    grown(append(id, 0, piece(0, 300_000)));
    Path file = folder.resolve("uploads").resolve(id + ".part");
    assertEquals(300_000, Files.size(file));
    Files.delete(file);
    assertEquals(0, uploads.find(id).orElseThrow().received());
    assertIsStored(whole(append(id, 0, piece(0, 700_000))));
  }

  @Test
  void bytesBeyondWhatIsRecordedAreDropped() throws Exception {
    String id = create(700_000);
    grown(append(id, 0, piece(0, 300_000)));
    Path file = folder.resolve("uploads").resolve(id + ".part");
    Files.write(file, new byte[1000], java.nio.file.StandardOpenOption.APPEND);
    assertEquals(300_000, uploads.find(id).orElseThrow().received());
    assertIsStored(whole(append(id, 300_000, piece(300_000, 700_000))));
  }

  @Test
  void aWholeFileIsMovedAndNotCopied() throws Exception {
    String id = create(700_000);
    grown(append(id, 0, piece(0, 1)));
    Object inode = Files.getAttribute(folder.resolve("uploads").resolve(id + ".part"), "unix:ino");
    StoredVideo video = whole(append(id, 1, piece(1, 700_000)));
    assertEquals(
        inode,
        Files.getAttribute(folder.resolve("objects").resolve(video.content().value()), "unix:ino"));
  }

  @Test
  void bytesOfNoUploadAreSweptAway() throws Exception {
    Path stray = Files.write(folder.resolve("uploads/id7.part"), new byte[10]);
    String id = create(700_000);
    grown(append(id, 0, piece(0, 10)));
    new VideoRetention(videos, uploads, _ -> false, java.util.Optional.empty())
        .sweep(clock.instant());
    assertTrue(Files.notExists(stray));
    assertEquals(10, uploads.find(id).orElseThrow().received());
  }
}
