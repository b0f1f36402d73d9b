package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashLogTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final CrashLog CRASH =
      new CrashLog("SIGSEGV", "C [libavcodec.so.62+0x1b2c] decode_slice+0x44");

  @TempDir Path folder;

  @Test
  void theHeadNamesTheSignalAndTheFrame() throws IOException {
    assertEquals(Optional.of(CRASH), CrashLog.read(log("hs_err_pid1.log", segv(), START)));
    assertEquals("SIGSEGV in C [libavcodec.so.62+0x1b2c] decode_slice+0x44", CRASH.toString());
  }

  @Test
  void memoryThatRanOutIsNoCrash() throws IOException {
    Path log =
        log(
            "hs_err_pid1.log",
            """
            #
            # There is insufficient memory for the Java Runtime Environment to continue.
            # Native memory allocation (mmap) failed to map 16384 bytes.
            """,
            START);
    assertEquals(Optional.empty(), CrashLog.read(log));
  }

  @Test
  void aLogThatBreaksOffStillNamesTheSignal() throws IOException {
    Path log = log("hs_err_pid1.log", segv().substring(0, segv().indexOf("# Problematic")), START);
    assertEquals(Optional.of(new CrashLog("SIGSEGV", "an unknown place")), CrashLog.read(log));
    assertEquals(Optional.empty(), CrashLog.read(log("hs_err_pid2.log", "", START)));
  }

  @Test
  void onlyALogNewerThanTheLastStartCountsAndOnlyOnce() throws IOException {
    CrashLogs logs = new CrashLogs(folder);
    assertEquals(Optional.empty(), new CrashLogs(folder.resolve("none")).newest(START));
    log("hs_err_pid1.log", segv(), START.minusSeconds(1));
    log("other.log", segv(), START.plusSeconds(9));
    assertEquals(Optional.empty(), logs.newest(START));
    log("hs_err_pid2.log", segv(), START.plusSeconds(1));
    assertEquals(Optional.of(CRASH), logs.newest(START));
    logs.putAway();
    assertEquals(Optional.empty(), logs.newest(START));
  }

  @Test
  void aBoundedNumberOfLogsIsKept() throws IOException {
    CrashLogs logs = new CrashLogs(folder);
    for (int i = 0; i < 50; i++) {
      log("hs_err_pid%d.log".formatted(i), segv(), START.plusSeconds(i));
      logs.putAway();
    }
    try (Stream<Path> kept = Files.list(folder.resolve("seen"))) {
      assertEquals(20, kept.filter(Files::isRegularFile).count());
    }
    assertEquals(true, Files.exists(folder.resolve("seen").resolve("hs_err_pid49.log")));
  }

  private Path log(String name, String text, Instant modified) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    return file;
  }

  /** As Temurin 25 writes it. */
  static String segv() {
    return """
    #
    # A fatal error has been detected by the Java Runtime Environment:
    #
    #  SIGSEGV (0xb) at pc=0x00007f1c2c4a1b2c, pid=4711, tid=4712
    #
    # JRE version: OpenJDK Runtime Environment Temurin-25.0.3+9 (25.0.3+9) (build 25.0.3+9-LTS)
    # Java VM: OpenJDK 64-Bit Server VM Temurin-25.0.3+9 (25.0.3+9-LTS, mixed mode)
    # Problematic frame:
    # C  [libavcodec.so.62+0x1b2c]  decode_slice+0x44
    #
    # No core dump will be written. Core dumps have been disabled.
    """;
  }
}
