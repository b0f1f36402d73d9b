package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedPlanTest {
  private static final CorePlan PLAN = new CorePlan(2, 3, 1, 4, 5);

  @TempDir private Path folder;

  @Test
  void whatWasSavedIsReadAgain() {
    SavedPlan saved = SavedPlan.in(folder.resolve("new"));
    assertEquals(Optional.empty(), saved.read(2));
    saved.write(new CorePlan(1, 1, 1, 1), 2);
    saved.write(PLAN, 2);
    assertEquals(Optional.of(PLAN), saved.read(2));
    assertEquals(PLAN, saved.orForCores(2));
  }

  @Test
  void aPlanOfBeforeThereWereEventLoopsHasThoseForTheCores() throws IOException {
    SavedPlan saved = SavedPlan.in(folder);
    Files.writeString(
        saved.file(),
        "cores=2\nsessions=3\ndecoder-threads=1\nthreads-per-session=1\nbatch-size=1");
    assertEquals(Optional.of(new CorePlan(1, 3, 1, 1, 2)), saved.read(2));
  }

  @Test
  void aPlanForOtherCoresIsNotUsed() {
    SavedPlan saved = SavedPlan.in(folder);
    saved.write(PLAN, 2);
    assertEquals(Optional.empty(), saved.read(8));
    assertEquals(CorePlan.forCores(8), saved.orForCores(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cores=2",
        "cores=two",
        "\\u12",
        "cores=2\nsessions=0\ndecoder-threads=1\nthreads-per-session=1\nbatch-size=1",
        "cores=2\nsessions=1\ndecoder-threads=1\nthreads-per-session=1\nbatch-size=1\nevent-loops=0"
      })
  void aDamagedFileCountsAsNone(String content) throws IOException {
    SavedPlan saved = SavedPlan.in(folder);
    Files.writeString(saved.file(), content);
    assertEquals(Optional.empty(), saved.read(2));
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    var e = assertThrows(UncheckedIOException.class, () -> SavedPlan.in(file).write(PLAN, 2));
    assertEquals(true, String.valueOf(e.getMessage()).contains("core-plan.properties"));
  }
}
