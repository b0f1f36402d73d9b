package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'\"a\"'            | true",
        "'W/\"a\"'          | true",
        "'*'                | true",
        "'\"b\", \"a\"'     | true",
        "'\"b\"'            | false",
        "'a'                | false",
        "''                 | false"
      })
  void aReaderThatHasTheBytesNamesTheirTag(String header, boolean matches) {
    assertEquals(matches, EntityTag.matches(header, EntityTag.strong("a")));
  }

  @Test
  void withoutTheHeaderNothingMatches() {
    assertEquals(false, EntityTag.matches(null, EntityTag.strong("a")));
  }
}
