package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename=match.mp4                              | match.mp4",
        "attachment; filename=\"a match; 2-1.mp4\"                   | a match; 2-1.mp4",
        "attachment; filename=\"the \\\"final\\\".mp4\"              | the \"final\".mp4",
        "attachment; FileName = \"match.mp4\"                        | match.mp4",
        "attachment; filename*=UTF-8''K%C3%B6ln%20+1.mp4             | Köln +1.mp4",
        "attachment; filename=\"K.mp4\"; filename*=utf-8'de'K%C3%B6ln.mp4 | Köln.mp4",
        "attachment; filename*=UTF-8''%zz; filename=\"plain.mp4\"    | plain.mp4"
      })
  void theNameIsFound(String header, String name) {
    assertEquals(Optional.of(name), ContentDisposition.fileName(header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "attachment", "attachment; name=x", "filename=x", "a; filename=\"x"})
  void otherHeadersHoldNone(String header) {
    assertEquals(Optional.empty(), ContentDisposition.fileName(header));
  }

  @Test
  void aLongHeaderTakesNoLongTime() {
    String backslashes = "\\".repeat(100_001);
    assertEquals(
        Optional.empty(), ContentDisposition.fileName("a; filename=\"" + backslashes + "\""));
  }
}
