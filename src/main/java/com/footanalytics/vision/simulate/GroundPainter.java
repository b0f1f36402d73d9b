package com.footanalytics.vision.simulate;

/**
 * Paints everything without height and the walls around it: grass, boards, stands and sky.
 *
 * <p>The camera's horizon is level, so along a row of pixels the point on the ground moves by equal
 * steps.
 */
final class GroundPainter {

  private static final double FINE_TEXELS = 11;
  private static final double COARSE_TEXELS = 1.7;
  private static final double PATCH_TEXELS = 0.35;
  private static final double BOARD_HEIGHT = 0.95;
  private static final double STAND_FOOT = 3;
  private static final double STAND_BASE = 1.3;
  private static final double STAND_SLOPE = 0.52;
  private static final double STAND_DEPTH = 30;
  private static final double TIER = 14;

  private final Pitch pitch;
  private final Look look;
  private final Texture fine;
  private final Texture coarse;
  private final Tile crowd;
  private final Tile boards;
  private final int sky;
  private final double edgeX;
  private final double edgeY;

  GroundPainter(Pitch pitch, Look look, Rng rng) {
    this.pitch = pitch;
    this.look = look;
    this.fine = new Texture(rng.branch(1), 0.95);
    this.coarse = new Texture(rng.branch(2), 0.6);
    this.crowd = Surfaces.crowd(look, rng.branch(3));
    this.boards = Surfaces.boards(rng.branch(4));
    this.sky =
        look.weather() == Weather.FLOODLIT
            ? 0x10121C
            : look.weather() == Weather.SUNNY ? 0x9CC0E8 : 0xB4B8BC;
    this.edgeX = pitch.halfLength() + Pitch.MARGIN;
    this.edgeY = pitch.halfWidth() + Pitch.MARGIN;
  }

  void paint(Canvas canvas, Camera camera) {
    for (int row = 0; row < canvas.height; row++) {
      Vec first = camera.ray(0.5, row + 0.5);
      Vec step = camera.ray(1.5, row + 0.5).minus(first);
      if (first.z() > -1e-4) {
        beyond(canvas, camera, row, 0, canvas.width, first, step);
        continue;
      }
      double reach = -camera.place().z() / first.z();
      double x0 = camera.place().x() + reach * first.x();
      double y0 = camera.place().y() + reach * first.y();
      double dx = reach * step.x();
      double dy = reach * step.y();
      double from = Math.max(entry(x0, dx, edgeX), entry(y0, dy, edgeY));
      double to = Math.min(exit(x0, dx, edgeX), exit(y0, dy, edgeY));
      int start = (int) Math.max(0, Math.min(canvas.width, Math.ceil(from)));
      int end = (int) Math.max(start, Math.min(canvas.width, Math.floor(to) + 1));
      if (from > to) {
        end = start;
      }
      beyond(canvas, camera, row, 0, start, first, step);
      grass(canvas, row, start, end, x0, y0, dx, dy, reach);
      beyond(canvas, camera, row, end, canvas.width, first, step);
    }
  }

  private static double entry(double start, double step, double edge) {
    if (Math.abs(step) < 1e-12) {
      return Math.abs(start) <= edge ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return ((step > 0 ? -edge : edge) - start) / step;
  }

  private static double exit(double start, double step, double edge) {
    if (Math.abs(step) < 1e-12) {
      return Math.abs(start) <= edge ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    return ((step > 0 ? edge : -edge) - start) / step;
  }

  private void grass(
      Canvas canvas,
      int row,
      int start,
      int end,
      double x0,
      double y0,
      double dx,
      double dy,
      double distance) {
    double footprint = Math.abs(dx) + Math.abs(dy);
    float grain = (float) (look.grain() / (1 + 9 * footprint));
    float broad = (float) (look.grain() * 0.7);
    float wear = (float) (look.wear() * 0.35);
    int grass = look.grass();
    float red = Rgb.red(grass);
    float green = Rgb.green(grass);
    float blue = Rgb.blue(grass);
    float dryRed = Rgb.red(look.dry()) - red;
    float dryGreen = Rgb.green(look.dry()) - green;
    float dryBlue = Rgb.blue(look.dry()) - blue;
    double clear = clear(distance);
    float haze = (float) ((1 - clear) * 190);
    for (int column = start; column < end; column++) {
      double x = x0 + column * dx;
      double y = y0 + column * dy;
      float patch = Math.max(0, coarse.at(x * PATCH_TEXELS, y * PATCH_TEXELS) - 0.4f) * wear;
      float light =
          (float) (look.lightAt(x, y) * mown(x, y))
              * (1
                  + grain * fine.at(x * FINE_TEXELS, y * FINE_TEXELS)
                  + broad * coarse.at(x * COARSE_TEXELS, y * COARSE_TEXELS));
      light *= (float) clear;
      int pixel = row * canvas.width + column;
      canvas.red[pixel] = (red + dryRed * patch) * light + haze;
      canvas.green[pixel] = (green + dryGreen * patch) * light + haze;
      canvas.blue[pixel] = (blue + dryBlue * patch) * light + haze;
    }
  }

  /** How much of the light of a thing at a distance gets through the air. */
  double clear(double metres) {
    return look.fog() / (look.fog() + metres) < 1 ? look.fog() / (look.fog() + metres) : 1;
  }

  /** Light and dark stripes of mowing, 1 in the mean. */
  private double mown(double x, double y) {
    if (Math.abs(x) > pitch.halfLength() + 2 || Math.abs(y) > pitch.halfWidth() + 2) {
      return 0.93;
    }
    double across = stripe(x);
    double along = stripe(y);
    return switch (look.stripePattern()) {
      case 0 -> 1 + look.stripeContrast() * across;
      case 1 -> 1 + look.stripeContrast() * along;
      case 2 -> 1 + look.stripeContrast() * 0.7 * (across + along);
      default -> 1;
    };
  }

  private double stripe(double at) {
    double share = at / look.stripeMetres();
    return (Math.floor(share) % 2 == 0) ? 1 : -1;
  }

  /** Pixels whose ray meets the ground outside of the grass, or not at all. */
  private void beyond(
      Canvas canvas, Camera camera, int row, int start, int end, Vec first, Vec step) {
    Vec eye = camera.place();
    for (int column = start; column < end; column++) {
      double dx = first.x() + column * step.x();
      double dy = first.y() + column * step.y();
      canvas.set(row * canvas.width + column, 0, 1);
      double east = dx > 0 ? (edgeX - eye.x()) / dx : dx < 0 ? (-edgeX - eye.x()) / dx : 1e9;
      double north = dy > 0 ? (edgeY - eye.y()) / dy : 1e9;
      double groundReach = first.z() < -1e-4 ? -eye.z() / first.z() : 1e9;
      boolean near = eye.y() + groundReach * dy < -edgeY;
      int pixel = row * canvas.width + column;
      double pixelMetres = 1 / camera.focalPixels();
      if (near) {
        near(
            canvas,
            pixel,
            eye.x() + groundReach * dx,
            -edgeY - (eye.y() + groundReach * dy),
            groundReach * pixelMetres);
      } else if (north <= east) {
        wall(canvas, pixel, eye, dy, first.z(), dx, eye.y() - edgeY, eye.x(), pixelMetres, north);
      } else {
        double out = dx > 0 ? dx : -dx;
        double offset = (dx > 0 ? eye.x() : -eye.x()) - edgeX;
        wall(canvas, pixel, eye, out, first.z(), dy, offset, eye.y() + 500, pixelMetres, east);
      }
    }
  }

  /** The near side, seen from above: a path, then the heads of the first rows. */
  private void near(Canvas canvas, int pixel, double along, double outward, double pixelMetres) {
    if (outward < 1.2) {
      canvas.set(pixel, boards.at(along, 0.5, pixelMetres), 0.35);
    } else if (outward < 4) {
      canvas.set(pixel, 0x55585A, 0.9 + 0.1 * coarse.at(along * 2, outward * 2));
    } else {
      canvas.set(pixel, crowd.at(along + 200, (outward - 4) * 1.2, pixelMetres), 0.5);
    }
  }

  /**
   * A wall of boards and the stand behind it.
   *
   * @param out the ray's component away from the pitch, {@code rise} up, {@code aside} along the
   *     wall
   * @param offset of the eye from the wall, away from the pitch; negative in front of it
   * @param along the eye's place along the wall
   * @param reach the ray's length to the wall
   */
  private void wall(
      Canvas canvas,
      int pixel,
      Vec eye,
      double out,
      double rise,
      double aside,
      double offset,
      double along,
      double pixelMetres,
      double reach) {
    double height = eye.z() + reach * rise;
    double haze = 1 - clear(reach);
    double inShade = look.shadeEdge() < 1e6 ? 0.8 : 1;
    int colour;
    double light = 1;
    if (height < BOARD_HEIGHT) {
      colour = boards.at(along + reach * aside, height, reach * pixelMetres);
      light = inShade;
    } else {
      double foot = offset - STAND_FOOT;
      double denominator = rise - STAND_SLOPE * out;
      double hit =
          denominator < -1e-9 ? (STAND_BASE - eye.z() + STAND_SLOPE * foot) / denominator : 1e9;
      double outward = foot + hit * out;
      if (outward < 0) {
        colour = 0x6A6C6E;
        light = 0.8;
      } else if (hit > 0 && outward < STAND_DEPTH) {
        double row = (Math.floor(outward / Surfaces.ROW_METRES) * Surfaces.ROW_METRES - foot) / out;
        boolean tier = outward > TIER && outward < TIER + 1.6;
        colour =
            tier
                ? boards.at(along + hit * aside, 0.6, hit * pixelMetres)
                : crowd.at(along + row * aside, outward, hit * pixelMetres);
        light = (tier ? 0.7 : 0.95 - 0.45 * outward / STAND_DEPTH) * inShade;
      } else {
        colour = sky;
      }
    }
    canvas.set(pixel, colour, light * (1 - haze));
    canvas.blend(pixel, 0xBEBEBE, 1, haze);
  }
}
