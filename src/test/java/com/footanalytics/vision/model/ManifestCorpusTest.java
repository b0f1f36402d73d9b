package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.fuzz.Mutations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCorpusTest {
  private static final Path CORPUS =
      Path.of("src/test/resources/com/footanalytics/vision/model/ManifestFuzzInputs/accept");
  private static final List<String> WORDS =
      List.of(
          "name: ",
          "version: ",
          "decoder: ",
          "classes: ",
          "batch-sizes: ",
          "precisions:",
          "golden: ",
          "null",
          "~",
          "!!java.lang.String ",
          "&a ",
          "*a",
          "<<: ",
          "[",
          "]",
          "{",
          "}",
          ": ",
          "\n",
          "\n  ",
          "- ",
          "\"",
          "'",
          "|",
          ">",
          "---",
          "...",
          "%YAML 1.1",
          ".nan",
          ".inf",
          "0x7fffffff",
          "1e400",
          "2001-01-01",
          "yes",
          "\t",
          "\uFEFF",
          "\u0085",
          "\\x00");

  @TempDir Path folder;

  @Test
  void everyInputIsReadOrRefused() throws IOException {
    var target = new ManifestTarget(folder.resolve(ModelManifest.FILE_NAME));
    var count = new AtomicInteger();
    Mutations.of(CORPUS, WORDS)
        .replay(
            1_000,
            input -> {
              target.accept(input);
              count.incrementAndGet();
            });
    assertTrue(count.get() > 1_003, "inputs: " + count);
  }
}
