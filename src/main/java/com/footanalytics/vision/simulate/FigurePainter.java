package com.footanalytics.vision.simulate;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paints persons and their shadows. */
final class FigurePainter {

  private static final double SOFT_METRES = 0.35;
  private static final double MOST_SHADOW_METRES = 6;
  private final Look look;
  private final Painter painter;
  private final GroundPainter air;

  FigurePainter(Look look, Painter painter, GroundPainter air) {
    this.look = look;
    this.painter = painter;
    this.air = air;
  }

  /** Darkens the ground where the body keeps the sun away, and a little under the feet. */
  void shadow(Camera camera, Person person, List<Limb> limbs) {
    Vec foot = new Vec(person.x, person.y, 0);
    if (!camera.sees(foot)) {
      return;
    }
    double scale = camera.focalPixels() / camera.depth(foot);
    double x = camera.column(foot);
    double y = camera.row(foot);
    painter.shadow(
        x - 0.2 * scale,
        y,
        0.1 * scale,
        x + 0.2 * scale,
        y,
        0.1 * scale,
        0.35,
        SOFT_METRES * scale);
    if (look.weather() == Weather.FLOODLIT) {
      for (int i = 0; i < 4; i++) {
        double angle = Math.PI / 4 + i * Math.PI / 2;
        Vec end = foot.plus(new Vec(StrictMath.cos(angle) * 1.5, StrictMath.sin(angle) * 1.1, 0));
        flat(camera, foot, 0.16, end, 0.12, look.shadowDark(), 0.25 * scale);
      }
    } else if (look.weather() == Weather.SUNNY && look.lightAt(person.x, person.y) > 0.9) {
      for (Limb limb : limbs) {
        flat(
            camera,
            cast(limb.from()),
            limb.fromRadius(),
            cast(limb.to()),
            limb.toRadius(),
            look.shadowDark(),
            1.2);
      }
    }
  }

  private Vec cast(Vec point) {
    Vec sun = look.sun();
    double reach = Math.min(point.z() / -sun.z(), MOST_SHADOW_METRES);
    return new Vec(point.x() + sun.x() * reach, point.y() + sun.y() * reach, 0);
  }

  private void flat(
      Camera camera,
      Vec from,
      double fromRadius,
      Vec to,
      double toRadius,
      double dark,
      double soft) {
    if (camera.sees(from) && camera.sees(to)) {
      double flattened = 0.55;
      painter.shadow(
          camera.column(from),
          camera.row(from),
          fromRadius * flattened * camera.focalPixels() / camera.depth(from),
          camera.column(to),
          camera.row(to),
          toRadius * flattened * camera.focalPixels() / camera.depth(to),
          dark,
          Math.max(1, soft));
    }
  }

  /** Paints the body; null where the camera cannot see it. */
  @Nullable Outline body(Camera camera, Person person, List<Limb> limbs) {
    Vec foot = new Vec(person.x, person.y, 1);
    if (camera.depth(foot) < 2) {
      return null;
    }
    Outline outline = new Outline();
    double clear = air.clear(camera.depth(foot));
    double light = look.lightAt(person.x, person.y) * clear;
    limbs.sort(
        Comparator.comparingDouble(
            (Limb limb) -> -camera.depth(limb.from()) - camera.depth(limb.to())));
    for (Limb limb : limbs) {
      double fromScale = camera.focalPixels() / camera.depth(limb.from());
      double toScale = camera.focalPixels() / camera.depth(limb.to());
      double ax = camera.column(limb.from());
      double ay = camera.row(limb.from());
      double bx = camera.column(limb.to());
      double by = camera.row(limb.to());
      outline.add(ax, ay, limb.fromRadius() * fromScale);
      outline.add(bx, by, limb.toRadius() * toScale);
      int colour = limb.colour();
      Painter.Cloth cloth = limb.shirt() ? person.kit::shirtAt : (across, along) -> colour;
      outline.pixels +=
          painter.capsule(
              ax,
              ay,
              limb.fromRadius() * fromScale,
              bx,
              by,
              limb.toRadius() * toScale,
              cloth,
              light,
              1,
              person.id);
    }
    return outline;
  }
}
