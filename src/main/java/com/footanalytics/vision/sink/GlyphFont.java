package com.footanalytics.vision.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fixed-width bitmap font: glyphs 5 pixels wide and 9 high, of which the last 2 rows hang below
 * the line. Immutable.
 */
final class GlyphFont {

  /** Columns of a glyph. */
  static final int WIDTH = 5;

  /** Rows of a glyph. */
  static final int HEIGHT = 9;

  /** Columns from one glyph to the next. */
  static final int ADVANCE = WIDTH + 1;

  /** The font of the sheet {@code glyphs.txt}. */
  static final GlyphFont SMALL = read("glyphs.txt");

  private static final long UNKNOWN = 0b00000_00000_11111_10001_10001_10001_10001_10001_11111L;

  /** Rows from bottom to top in groups of 5 bits, lowest group on top, lowest bit at the right. */
  private final Map<Character, Long> glyphs;

  private GlyphFont(Map<Character, Long> glyphs) {
    this.glyphs = Map.copyOf(glyphs);
  }

  /** The ink of a character, for {@link #inked}; one without a glyph shows as an empty frame. */
  long glyph(char character) {
    return character == ' ' ? 0 : glyphs.getOrDefault(character, UNKNOWN);
  }

  /**
   * Whether a glyph has ink at a place.
   *
   * @param column 0 to {@link #WIDTH} - 1, from the left
   * @param row 0 to {@link #HEIGHT} - 1, from the top
   */
  static boolean inked(long glyph, int column, int row) {
    return (glyph >> (row * WIDTH + WIDTH - 1 - column) & 1) == 1;
  }

  /** Columns that {@code text} covers, without the gap after its last glyph. */
  static int width(String text) {
    return Math.max(0, text.length() * ADVANCE - 1);
  }

  /**
   * Reads a sheet: a line of characters, each where its glyph starts, then as many lines of glyph
   * rows as a glyph is high; {@code #} is ink.
   */
  private static GlyphFont read(String sheet) {
    try (InputStream in = GlyphFont.class.getResourceAsStream(sheet)) {
      if (in == null) {
        throw new IllegalStateException(sheet + " is not in the program");
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      Map<Character, Long> glyphs = new HashMap<>();
      for (int top = 0; top < lines.size(); top += 1 + HEIGHT) {
        String names = lines.get(top);
        for (int left = 0; left < names.length(); left += ADVANCE) {
          glyphs.put(names.charAt(left), bits(lines.subList(top + 1, top + 1 + HEIGHT), left));
        }
      }
      return new GlyphFont(glyphs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bits(List<String> rows, int left) {
    long bits = 0;
    for (int row = HEIGHT - 1; row >= 0; row--) {
      for (int column = 0; column < WIDTH; column++) {
        bits = bits << 1 | (rows.get(row).charAt(left + column) == '#' ? 1 : 0);
      }
    }
    return bits;
  }
}
