package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=0-, 0, 99",
    "bytes=10-19, 10, 19",
    "bytes=99-, 99, 99",
    "bytes=90-500, 90, 99",
    "bytes=-1, 99, 99",
    "bytes=-100, 0, 99",
    "bytes=-500, 0, 99"
  })
  void aRangeThatHoldsBytesIsAPart(String header, long first, long last) {
    assertEquals(new ByteRange.Part(first, last), of(header, 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void aRangeBeyondTheEndIsOutside(String header) {
    assertEquals(new ByteRange.Outside(), of(header, 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=-1"})
  void allRangesAreOutsideOfNothing(String header) {
    assertEquals(new ByteRange.Outside(), of(header, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "lines=0-1",
        "bytes=0-99999999999999999999"
      })
  void whatIsNoRangeOfBytesIsIgnored(String header) {
    assertEquals(new ByteRange.Whole(), of(header, 100));
  }

  @Test
  void withoutARangeItIsTheWhole() {
    assertEquals(new ByteRange.Whole(), ByteRange.of(Optional.empty(), 100));
  }

  private static ByteRange of(String header, long length) {
    return ByteRange.of(Optional.of(header), length);
  }
}
