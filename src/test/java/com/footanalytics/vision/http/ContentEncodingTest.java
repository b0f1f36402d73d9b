package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentEncodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip               | GZIP",
        "deflate            | DEFLATE",
        "gzip, deflate      | GZIP",
        "deflate, gzip      | GZIP",
        "deflate, gzip;q=0.5| DEFLATE",
        "GZIP;Q=1.0         | GZIP",
        "gzip;q=0           | IDENTITY",
        "gzip;q=x           | IDENTITY",
        "br, zstd           | IDENTITY",
        "br, *;q=0.1        | GZIP",
        "identity           | IDENTITY",
        "''                 | IDENTITY",
        ";,;                | IDENTITY"
      })
  void theBestLikedEncodingIsChosen(String header, ContentEncoding expected) {
    assertEquals(expected, ContentEncoding.accepted(header));
  }

  @Test
  void withoutAHeaderNothingIsCompressed() {
    assertEquals(ContentEncoding.IDENTITY, ContentEncoding.accepted(null));
    assertEquals(Optional.of(ContentEncoding.IDENTITY), ContentEncoding.of(null));
  }

  @ParameterizedTest
  @CsvSource({"gzip,GZIP", "x-gzip,GZIP", "Deflate,DEFLATE", "identity,IDENTITY"})
  void knownEncodingsHaveNames(String header, ContentEncoding expected) {
    assertEquals(Optional.of(expected), ContentEncoding.of(header));
  }

  @Test
  void othersAreUnknown() {
    assertEquals(Optional.empty(), ContentEncoding.of("br"));
    assertEquals(Optional.empty(), ContentEncoding.of("gzip, gzip"));
    assertEquals("deflate", ContentEncoding.DEFLATE.wireName());
  }
}
