package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ObjectClass;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Draws precision against recall of every class as one SVG that needs nothing else. */
public final class CurvePlot {

  private static final int SIDE = 440;
  private static final int LEFT = 56;
  private static final int TOP = 44;
  private static final int WIDTH = LEFT + SIDE + 190;
  private static final int HEIGHT = TOP + SIDE + 56;
  private static final int MOST_POINTS = 400;
  private static final List<String> COLOURS =
      List.of("#d1495b", "#2a7f9e", "#6a994e", "#b5762a", "#7b5ea7", "#4f5d75");

  private CurvePlot() {}

  /**
   * The plot; a dot marks each class's default threshold.
   *
   * @param title such as model and dataset
   * @param classes the model's classes in the report's order
   */
  public static String svg(String title, EvaluationReport report, List<ObjectClass> classes) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" \
        font-size="13">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="%d" y="24" font-size="15">%s</text>
        """
            .formatted(WIDTH, HEIGHT, LEFT, escaped(title)));
    grid(svg);
    for (int i = 0; i < classes.size(); i++) {
      curve(svg, report.classes().get(i), classes.get(i).threshold(), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void grid(StringBuilder svg) {
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double at = tenth / 10.0;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <path d="M%1$.1f %3$d V%4$d M%5$d %2$.1f H%6$d" stroke="#ddd" fill="none"/>
              <text x="%1$.1f" y="%7$d" text-anchor="middle">%8$.1f</text>
              <text x="%9$d" y="%2$.1f" text-anchor="end" dy="4">%8$.1f</text>
              """,
              x(at),
              y(at),
              TOP,
              TOP + SIDE,
              LEFT,
              LEFT + SIDE,
              TOP + SIDE + 18,
              at,
              LEFT - 8));
    }
    svg.append(
        """
        <text x="%d" y="%d" text-anchor="middle">recall</text>
        <text transform="translate(14 %d) rotate(-90)" text-anchor="middle">precision</text>
        """
            .formatted(LEFT + SIDE / 2, TOP + SIDE + 42, TOP + SIDE / 2));
  }

  private static void curve(StringBuilder svg, ClassReport type, double threshold, int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    List<CurvePoint> points = type.curve();
    StringBuilder path = new StringBuilder();
    double drawn = -1;
    for (CurvePoint point : points) {
      if (point.recall() - drawn >= 1.0 / MOST_POINTS || path.isEmpty()) {
        drawn = point.recall();
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                path.isEmpty() ? "M" : "L",
                x(point.recall()),
                y(point.precision())));
      }
    }
    svg.append(
        "<path d=\"%s\" stroke=\"%s\" stroke-width=\"2\" fill=\"none\"/>\n"
            .formatted(path, colour));
    points.stream()
        .filter(point -> point.score() > threshold)
        .reduce((_, last) -> last)
        .ifPresent(point ->
            svg.append(
                String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>%n",
                    x(point.recall()),
                    y(point.precision()),
                    colour)));
    legend(svg, type, colour, index);
  }

  private static void legend(StringBuilder svg, ClassReport type, String colour, int index) {
    int row = TOP + 20 + index * 24;
    OptionalDouble ap50 = type.scores(ObjectSize.ALL).ap50();
    String figure =
        ap50.isPresent()
            ? String.format(Locale.ROOT, "AP50 %.3f", ap50.getAsDouble())
            : "no labels";
    svg.append(
        """
        <rect x="%d" y="%d" width="14" height="4" fill="%s"/>
        <text x="%d" y="%d">%s, %s</text>
        """
            .formatted(
                LEFT + SIDE + 16,
                row - 6,
                colour,
                LEFT + SIDE + 36,
                row,
                escaped(type.name()),
                figure));
  }

  private static double x(double recall) {
    return LEFT + recall * SIDE;
  }

  private static double y(double precision) {
    return TOP + (1 - precision) * SIDE;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
