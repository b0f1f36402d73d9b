package com.footanalytics.vision.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ChildJvm;
import com.footanalytics.vision.testing.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FullDiskTest {

  @TempDir private Path folder;

  @Test
  void aFullDiskIsTold() {
    Path full = Path.of("/dev/full");
    IOException failure = assertThrows(IOException.class, () -> Files.write(full, new byte[1]));
    IOException told = StorageFullException.orItself(failure, folder);
    assertInstanceOf(StorageFullException.class, told);
    String said = String.valueOf(told.getMessage());
    assertTrue(said.matches("disk of /.*: full, \\d+ bytes free; free space there, .*"), said);
    assertSame(told, StorageFullException.orItself(told, folder));
  }

  @Test
  void anotherFailureStaysWhatItIs() {
    IOException failure = new IOException("Input/output error");
    assertSame(failure, StorageFullException.orItself(failure, folder));
  }

  @Test
  void theReserveOfADiskIsLeftFree() throws IOException {
    ObjectKey key = new ObjectKey("contents/object");
    try (FileObjectStore store = FileObjectStore.open(folder, /* reservedBytes= */ 1L << 62)) {
      Path file = Files.write(store.staging().resolve("file"), new byte[1]);
      assertThrows(StorageFullException.class, store::requireRoom);
      assertThrows(StorageFullException.class, () -> store.put(key, file));
      IOException told =
          assertThrows(StorageFullException.class, () -> store.put(key, new byte[1]));
      assertTrue(String.valueOf(told.getMessage()).contains(" and 4611686018427387904 reserved; "));
      assertTrue(store.size(key).isEmpty());
    }
  }

  @Test
  void whatDoesNotFitLeavesNothingAndRoomIsUsedAgain() throws Exception {
    List<String> onSmallDisk = SmallDisk.at(folder, /* megabytes= */ 2);
    Process program = ChildJvm.start(onSmallDisk, FullDisk.class, folder.toString());
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), said);
    List<String> lines = said.lines().filter(line -> !line.startsWith("WARNING")).toList();
    assertTrue(lines.getFirst().startsWith("bytes: disk of " + folder + "/objects: full, "), said);
    assertEquals(List.of("whole: true", "whole: true"), lines.subList(1, 3), said);
  }
}
