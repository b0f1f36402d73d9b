package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadCommandTest {

  @TempDir Path folder;

  @Test
  void whatFailedAndWhatMemoryWasKeptIsPrinted() throws IOException {
    Path picture = Files.write(folder.resolve("a.png"), TestingPictures.png(96, 64));
    Path models = TestingModels.repository(folder);
    Ran ran = Ran.command("models", "reload", picture, "--loads", 2, "--models", models);
    ran.assertDone();
    assertTrue(ran.out().startsWith("tiny:1 loaded and unloaded 2 times; "), ran.out());
    assertTrue(ran.out().contains(" at 50 a second, 0 failed, slowest "), ran.out());
    assertTrue(ran.out().contains("resident MB, from the first to the last load: "), ran.out());
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    Path picture = folder.resolve("a.png");
    Ran.command("models", "reload", picture, "--loads", 0)
        .assertRefused(ExitStatus.WRONG_USAGE, "--loads 0");
    Ran.command("models", "reload", picture, "--rate", "NaN")
        .assertRefused(ExitStatus.WRONG_USAGE, "--rate NaN");
  }
}
