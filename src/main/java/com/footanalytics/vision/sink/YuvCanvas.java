package com.footanalytics.vision.sink;

import com.footanalytics.vision.sink.Colours.Ink;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Draws on an 8-bit 4:2:0 planar picture; valid as long as the picture's buffer. What lies outside
 * the picture is cut off. Colour has half the resolution: a shape colours every 2x2 block it
 * touches.
 */
final class YuvCanvas {

  private final Plane luma;
  private final Plane cb;
  private final Plane cr;

  YuvCanvas(AVFrame picture) {
    luma = Plane.of(picture, 0);
    cb = Plane.of(picture, 1);
    cr = Plane.of(picture, 2);
  }

  int width() {
    return luma.width();
  }

  int height() {
    return luma.height();
  }

  /** Fills {@code [left, right) x [top, bottom)}. */
  void fill(int left, int top, int right, int bottom, Ink ink) {
    int x1 = Math.clamp(left, 0, width());
    int y1 = Math.clamp(top, 0, height());
    int x2 = Math.clamp(right, x1, width());
    int y2 = Math.clamp(bottom, y1, height());
    if (x1 < x2 && y1 < y2) {
      luma.fill(x1, y1, x2, y2, ink.luma());
      cb.fill(x1 / 2, y1 / 2, Math.ceilDiv(x2, 2), Math.ceilDiv(y2, 2), ink.cb());
      cr.fill(x1 / 2, y1 / 2, Math.ceilDiv(x2, 2), Math.ceilDiv(y2, 2), ink.cr());
    }
  }

  /** Draws the inner edge of {@code [left, right) x [top, bottom)}, {@code thick} pixels wide. */
  void outline(int left, int top, int right, int bottom, int thick, Ink ink) {
    fill(left, top, right, Math.min(bottom, top + thick), ink);
    fill(left, Math.max(top, bottom - thick), right, bottom, ink);
    fill(left, top, Math.min(right, left + thick), bottom, ink);
    fill(Math.max(left, right - thick), top, right, bottom, ink);
  }

  /** Draws a ring with outer radius {@code radius}, {@code thick} pixels wide. */
  void ring(int centreX, int centreY, int radius, int thick, Ink ink) {
    int inner = (radius - thick) * (radius - thick);
    for (int y = -radius; y <= radius; y++) {
      for (int x = -radius; x <= radius; x++) {
        int distance = x * x + y * y;
        if (distance <= radius * radius && distance > inner) {
          fill(centreX + x, centreY + y, centreX + x + 1, centreY + y + 1, ink);
        }
      }
    }
  }

  /**
   * Writes {@code text} with its top-left corner at a place. Changes the luma only, so that glyphs
   * stay sharp; the ground below gives the hue.
   *
   * @param scale pixels of the picture for one of the font, at least 1
   * @param level luma of the ink
   */
  void text(int left, int top, int scale, String text, byte level) {
    for (int i = 0; i < text.length(); i++) {
      long glyph = GlyphFont.SMALL.glyph(text.charAt(i));
      for (int row = 0; row < GlyphFont.HEIGHT; row++) {
        for (int column = 0; column < GlyphFont.WIDTH; column++) {
          if (GlyphFont.inked(glyph, column, row)) {
            int x = left + (i * GlyphFont.ADVANCE + column) * scale;
            int y = top + row * scale;
            stamp(x, y, x + scale, y + scale, level);
          }
        }
      }
    }
  }

  private void stamp(int left, int top, int right, int bottom, byte value) {
    for (int y = Math.max(0, top); y < Math.min(bottom, height()); y++) {
      for (int x = Math.max(0, left); x < Math.min(right, width()); x++) {
        luma.set(x, y, value);
      }
    }
  }
}
