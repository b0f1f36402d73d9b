package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

  @TempDir Path folder;

  @Test
  void theLastLineIsTheSpeed() throws Exception {
    Baseline baseline = program("echo warming up >&2; echo 3; echo ' 41.5 '; echo");
    assertEquals(41.5, run(baseline));
  }

  @Test
  void theProgramIsToldModelVideoAndSeconds() throws Exception {
    Baseline baseline = program("echo \"$@\" > '" + folder + "/told'; echo 1");
    run(baseline);
    Path here = Path.of("").toAbsolutePath();
    assertEquals(
        "%s/m.onnx %s/v.mp4 2.5\n".formatted(here, here), Files.readString(folder.resolve("told")));
  }

  @ParameterizedTest
  @CsvSource({
    "echo no camera; exit 3,ended with status 3: no camera",
    "echo fast,last line \"fast\" (expected: frames per second",
    "true,last line \"\" (expected: frames per second",
    "echo NaN,last line \"NaN\"",
    "echo -4,last line \"-4\""
  })
  void aProgramThatDoesNotDoItsPartIsNamedWithWhatItSaid(String script, String reason)
      throws IOException {
    Baseline baseline = program(script);
    String message = refusal(baseline);
    assertTrue(message.startsWith(baseline.program() + ": " + reason), message);
  }

  @Test
  void aMissingProgramIsNamed() {
    Baseline baseline = new Baseline(folder.resolve("none"));
    String message = refusal(baseline);
    assertTrue(message.startsWith(baseline.program() + ": cannot be run"), message);
  }

  private static String refusal(Baseline baseline) {
    return String.valueOf(assertThrows(BaselineException.class, () -> run(baseline)).getMessage());
  }

  private static double run(Baseline baseline) throws InterruptedException {
    return baseline.framesPerSecond(Path.of("m.onnx"), Path.of("v.mp4"), 2.5);
  }

  private Baseline program(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("baseline.sh"), "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return new Baseline(file);
  }
}
