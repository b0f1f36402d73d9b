package com.footanalytics.vision.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of tests that have a process to themselves, one after the other. */
class ServiceTestsTest {

  private static final Path LIST = Path.of("src/test/service-tests.txt");

  @Test
  void everyTestThatStartsTheServiceInItsOwnProcessIsListed() throws IOException {
    assertEquals(
        starting().toList(),
        Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#")).toList());
  }

  private static Stream<String> starting() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<Path> tests = files.filter(file -> file.toString().endsWith("Test.java")).toList();
      return tests.stream()
          .filter(ServiceTestsTest::starts)
          .map(file -> "**/" + file.getFileName())
          .sorted();
    }
  }

  private static boolean starts(Path test) {
    try {
      return Files.readAllLines(test).contains("@QuarkusTest");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
