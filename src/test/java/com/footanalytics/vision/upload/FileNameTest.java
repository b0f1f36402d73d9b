package com.footanalytics.vision.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource({
    "match.mp4, match.mp4",
    "/home/me/match.mp4, match.mp4",
    "..\\..\\match.mp4, match.mp4",
    "../../etc/passwd, passwd",
    "'  Köln – Süd.mp4 ', Köln – Süd.mp4",
    "'', video",
    "folder/, video",
    "., video",
    ".., video",
    "'   ', video"
  })
  void onlyTheLastPartIsKept(String given, String plain) {
    assertEquals(plain, FileName.plain(given, "video"));
  }

  @Test
  void whatTurnsTextAroundOrEndsLinesIsLeftOut() {
    assertEquals("ab4pm.exe", FileName.plain("a\u0000\r\nb\u202e4pm.exe", "video"));
  }

  @Test
  void aNameIsCutBetweenCharacters() {
    String name = FileName.plain("\u26bd\ud83c\udfc6".repeat(500), "video");
    assertEquals(200, name.codePointCount(0, name.length()));
    assertEquals(name, "\u26bd\ud83c\udfc6".repeat(100));
  }
}
