package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlyphFontTest {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:#-_%()/+,'?";

  @Test
  void glyphsAreReadAsDrawn() {
    assertEquals(
        """
        .....
        .....
        .####
        #...#
        #...#
        #...#
        .####
        ....#
        .###.
        """,
        drawn('g'));
  }

  @Test
  void everyCharacterLooksDifferent() {
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < LETTERS.length(); i++) {
      char letter = LETTERS.charAt(i);
      assertNotEquals(drawn('€'), drawn(letter), () -> "no glyph for " + letter);
      shapes.add(drawn(letter));
    }
    assertEquals(LETTERS.length(), shapes.size());
  }

  @Test
  void aBlankHasNoInk() {
    assertEquals(0, GlyphFont.SMALL.glyph(' '));
  }

  @Test
  void widthLeavesOutTheLastGap() {
    assertEquals(0, GlyphFont.width(""));
    assertEquals(5, GlyphFont.width("1"));
    assertEquals(17, GlyphFont.width("123"));
  }

  private static String drawn(char letter) {
    long glyph = GlyphFont.SMALL.glyph(letter);
    return IntStream.range(0, GlyphFont.HEIGHT)
        .mapToObj(row ->
            IntStream.range(0, GlyphFont.WIDTH)
                .mapToObj(column -> GlyphFont.inked(glyph, column, row) ? "#" : ".")
                .collect(Collectors.joining("", "", "\n")))
        .collect(Collectors.joining());
  }
}
