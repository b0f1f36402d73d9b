package com.footanalytics.vision.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FullDiskTest {

  private static final List<String> IN_A_NAMESPACE =
      List.of("unshare", "--map-root-user", "--mount");

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
  void whatDoesNotFitLeavesNothingAndRoomIsUsedAgain() throws Exception {
    Assumptions.assumeTrue(mayMount(), "no user namespaces here, so no small disk to fill");
    List<String> onSmallDisk =
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=2m none \"$0\" && exec \"$@\"",
            folder.toString());
    Process program = ChildJvm.start(onSmallDisk, FullDisk.class, folder.toString());
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), said);
    List<String> lines = said.lines().filter(line -> !line.startsWith("WARNING")).toList();
    assertTrue(lines.getFirst().startsWith("bytes: disk of " + folder + "/objects: full, "), said);
    assertEquals(List.of("whole: true", "whole: true"), lines.subList(1, 3), said);
  }

  private static boolean mayMount() throws InterruptedException {
    try {
      var probe = new java.util.ArrayList<>(IN_A_NAMESPACE);
      probe.add("true");
      return new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
