package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.fuzz.Mutations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InferRequestCorpusTest {
  private static final Path CORPUS =
      Path.of("src/test/resources/com/footanalytics/vision/http/InferRequestFuzzInputs/accept");
  private static final List<String> WORDS =
      List.of(
          "\"data\":",
          "\"shape\":",
          "\"datatype\":",
          "\"name\":",
          "\"parameters\":",
          "\"inputs\":",
          "\"outputs\":",
          "\"binary_data_size\":",
          "\"binary_data\":true",
          "\"BYTES\"",
          "\"FP32\"",
          "\"INT8\"",
          "\"UINT64\"",
          "\"BOOL\"",
          "[",
          "]",
          "{",
          "}",
          ",",
          "null",
          "true",
          "-1",
          "0",
          "9223372036854775807",
          "18446744073709551615",
          "4294967296",
          "1e999",
          "\\ud800",
          "\"",
          "\u0000\u0000\u0000\u0000",
          "ü",
          "[[",
          "]]",
          "{\"id\":",
          "-0.0");

  @Test
  void everyInputIsReadOrRefusedAndLeavesNothing() throws IOException {
    var count = new AtomicInteger();
    Mutations.of(CORPUS, WORDS)
        .replay(
            5_000,
            input -> {
              InferRequestTarget.accept(input);
              count.incrementAndGet();
            });
    assertTrue(count.get() > 5_010, "inputs: " + count);
  }
}
