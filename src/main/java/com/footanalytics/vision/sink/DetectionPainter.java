package com.footanalytics.vision.sink;

import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.sink.Colours.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Draws a frame's objects and its clock. Outlines and text grow with the picture; a label that
 * finds no free place at its box is left out, the box's colour still names the class. Immutable.
 */
final class DetectionPainter {

  private static final Set<String> BALLS = Set.of("ball", "sports ball");
  private static final int LINES_OF_FINE_OUTLINES = 600;
  private static final float LINES_PER_PAIR_OF_OUTLINE = 1080;
  private static final int LINES_PER_PIXEL_OF_FONT = 1000;
  private static final int LINES_PER_PIXEL_OF_RING = 90;

  private final List<String> classes;
  private final CanvasSize size;
  private final List<Ink> inks;
  private final Ink black;
  private final Ink white;
  private final Ink alarm;
  private final int thick;
  private final int fontScale;

  DetectionPainter(List<String> classes, CanvasSize size, Colours colours) {
    this.classes = classes;
    this.size = size;
    int height = size.height();
    black = colours.ink(Palette.BLACK, height);
    white = colours.ink(Palette.WHITE, height);
    alarm = colours.ink(Palette.ALARM, height);
    inks = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      inks.add(colours.ink(Palette.of(classes.get(i), i), height));
    }
    thick =
        height < LINES_OF_FINE_OUTLINES
            ? 1
            : 2 * Math.max(1, Math.round(height / LINES_PER_PAIR_OF_OUTLINE));
    fontScale = Math.max(1, Math.round(height / (float) LINES_PER_PIXEL_OF_FONT));
  }

  /** Draws objects, the first on top, with labels. */
  void drawObjects(YuvCanvas canvas, List<Detection> detections) {
    for (Detection detection : detections.reversed()) {
      drawMark(canvas, detection, thick);
    }
    List<Area> taken = new ArrayList<>();
    for (Detection detection : detections) {
      drawLabel(canvas, detection, taken);
    }
  }

  /** Draws objects as the thinnest outlines, without labels. */
  void drawFaintly(YuvCanvas canvas, List<Detection> detections) {
    for (Detection detection : detections.reversed()) {
      drawMark(canvas, detection, 1);
    }
  }

  /** Writes the time and number of a frame into the bottom left corner, red where damaged. */
  void drawClock(YuvCanvas canvas, MediaTime time, long frame, boolean corrupt) {
    String text = time.timecode() + "  #" + frame + (corrupt ? "  damaged" : "");
    int scale = Math.max(1, 2 * fontScale);
    while (scale > 1 && GlyphFont.width(text) * scale > size.contentWidth() / 3) {
      scale--;
    }
    int margin = 3 * scale;
    Area area =
        Area.around(text, 2 * margin, size.contentHeight() - 2 * margin - textHeight(scale), scale);
    draw(canvas, area, text, corrupt ? alarm : black, scale);
  }

  private void drawMark(YuvCanvas canvas, Detection detection, int thickness) {
    Area area = area(detection);
    Ink ink = inks.get(detection.classIndex());
    if (isBall(detection)) {
      int radius =
          Math.max(
              Math.max(area.width(), area.height()),
              Math.max(4, size.contentHeight() / LINES_PER_PIXEL_OF_RING));
      canvas.ring(area.centreX(), area.centreY(), radius, thickness, ink);
    } else {
      canvas.outline(area.left(), area.top(), area.right(), area.bottom(), thickness, ink);
    }
  }

  private void drawLabel(YuvCanvas canvas, Detection detection, List<Area> taken) {
    String text =
        String.format(
            Locale.ROOT, "%s %.2f", classes.get(detection.classIndex()), detection.score());
    Area box = area(detection);
    int gap = isBall(detection) ? size.contentHeight() / LINES_PER_PIXEL_OF_RING : 0;
    int height = textHeight(fontScale);
    int left = Math.max(0, Math.min(box.left(), size.contentWidth() - GlyphFont.width(text)));
    for (int top : new int[] {box.top() - height - gap, box.bottom() + gap}) {
      Area area = Area.around(text, left, top, fontScale);
      boolean inside = top >= 0 && area.bottom() <= size.contentHeight();
      if (inside && taken.stream().noneMatch(area::overlaps)) {
        taken.add(area);
        draw(canvas, area, text, inks.get(detection.classIndex()), fontScale);
        return;
      }
    }
  }

  private void draw(YuvCanvas canvas, Area area, String text, Ink ground, int scale) {
    boolean bright = Byte.toUnsignedInt(ground.luma()) > 110;
    canvas.fill(area.left(), area.top(), area.right(), area.bottom(), ground);
    canvas.text(
        area.left() + scale, area.top() + scale, scale, text, bright ? black.luma() : white.luma());
  }

  private Area area(Detection detection) {
    Box box = detection.box();
    return new Area(
        even(box.x1() * size.scaleX()),
        even(box.y1() * size.scaleY()),
        Math.max(even(box.x1() * size.scaleX()) + 2, even(box.x2() * size.scaleX())),
        Math.max(even(box.y1() * size.scaleY()) + 2, even(box.y2() * size.scaleY())));
  }

  private boolean isBall(Detection detection) {
    return BALLS.contains(classes.get(detection.classIndex()));
  }

  /** The even coordinate next to {@code place}, so that lines fill whole colour blocks. */
  private static int even(double place) {
    return 2 * (int) Math.round(place / 2);
  }

  private static int textHeight(int scale) {
    return (GlyphFont.HEIGHT + 1) * scale;
  }

  /** Canvas pixels {@code [left, right) x [top, bottom)}. */
  private record Area(int left, int top, int right, int bottom) {

    /** What a line of text needs, with its margin. */
    static Area around(String text, int left, int top, int scale) {
      return new Area(
          left, top, left + (GlyphFont.width(text) + 2) * scale, top + textHeight(scale));
    }

    boolean overlaps(Area other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }

    int centreX() {
      return (left + right) / 2;
    }

    int centreY() {
      return (top + bottom) / 2;
    }
  }
}
