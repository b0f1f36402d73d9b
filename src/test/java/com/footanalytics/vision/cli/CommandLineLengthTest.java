package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineLengthTest {

  @TempDir private Path folder;

  @Test
  void aLineThatFitsAPageIsTaken() throws IOException {
    assertEquals(Optional.empty(), CommandLineLength.objection(lineOf(4095)));
  }

  @Test
  void aLongerLineIsRefusedWithItsLength() throws IOException {
    assertEquals(
        Optional.of("command line of 4096 bytes (expected: fewer than 4096); use shorter paths"),
        CommandLineLength.objection(lineOf(4096)));
  }

  @Test
  void aSystemThatDoesNotShowTheLineIsTrusted() {
    assertEquals(Optional.empty(), CommandLineLength.objection(folder.resolve("missing")));
  }

  private Path lineOf(int bytes) throws IOException {
    return Files.write(folder.resolve("cmdline"), new byte[bytes]);
  }
}
