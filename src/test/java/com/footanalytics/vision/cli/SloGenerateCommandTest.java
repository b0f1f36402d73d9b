package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloGenerateCommandTest {

  private static final Path REPOSITORY = Path.of("k8s/monitoring");

  @TempDir Path folder;

  @BeforeEach
  void copySources() throws IOException {
    Files.createDirectory(folder.resolve("dashboards"));
    try (Stream<Path> sources = Files.list(REPOSITORY.resolve("dashboards"))) {
      List<Path> files =
          Stream.concat(Stream.of(REPOSITORY.resolve("slo.yaml")), sources)
              .filter(file -> file.toString().endsWith(".yaml"))
              .toList();
      for (Path file : files) {
        Files.copy(file, folder.resolve(REPOSITORY.relativize(file)));
      }
    }
  }

  @Test
  void writesEveryFileOnceAndThenNone() {
    Ran first = Ran.command("slo", "generate", "--dir", folder);
    first.assertDone();
    assertTrue(first.out().contains("written: " + folder.resolve("prometheusrule.yaml")));
    Ran second = Ran.command("slo", "generate", "--dir", folder);
    second.assertDone();
    assertEquals(1, second.out().lines().count(), second.out());
    assertTrue(second.out().endsWith(" files are as slo.yaml says\n"), second.out());
  }

  @Test
  void namesWhatItDeletes() throws IOException {
    Ran.command("slo", "generate", "--dir", folder).assertDone();
    Path old = Files.writeString(folder.resolve("rules/old.yaml"), "groups: []\n");
    assertTrue(Ran.command("slo", "generate", "--dir", folder).out().startsWith("deleted: " + old));
    assertFalse(Files.exists(old));
  }

  @Test
  void checkWritesNothingAndNamesWhatDiffers() throws IOException {
    Ran.command("slo", "generate", "--dir", folder).assertDone();
    Ran.command("slo", "generate", "--check", "--dir", folder).assertDone();
    Path causes = folder.resolve("rules/causes.yaml");
    Files.writeString(causes, "groups: []\n");
    Ran.command("slo", "generate", "--check", "--dir", folder)
        .assertRefused(ExitStatus.INPUT_UNREADABLE, causes, "run ml-pipeline slo generate");
    assertEquals("groups: []\n", Files.readString(causes));
  }

  @Test
  void sourceThatCannotBeUsedIsOneLine() throws IOException {
    Files.writeString(folder.resolve("slo.yaml"), "namespace: x\n");
    Ran.command("slo", "generate", "--dir", folder)
        .assertRefused(ExitStatus.INPUT_UNREADABLE, folder.resolve("slo.yaml"), "missing");
  }

  @Test
  void sloAloneIsNoCommand() {
    Ran.command("slo").assertRefused(ExitStatus.WRONG_USAGE, "slo: no command");
  }
}
