package com.footanalytics.vision.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws one picture back to front and tells what can be seen in it. */
final class Scene {

  /**
   * How far lens and compression carry an object's edge, of the picture's width, as people see it
   * who label frames.
   */
  private static final double BALL_SPREAD = 1.5 / 1280;

  private static final double PERSON_SPREAD = 0.5 / 1280;

  private final Pitch pitch;
  private final Canvas canvas;
  private final GroundPainter ground;
  private final MarkingPainter markings;
  private final FigurePainter figures;
  private final BallPainter balls;
  private final Precipitation precipitation;
  private final Finish finish;
  private final List<Person> bystanders;

  Scene(MatchSettings settings, Pitch pitch, Look look, double exposureSeconds, Rng rng) {
    this.pitch = pitch;
    this.canvas = new Canvas(settings.width(), settings.height());
    Painter painter = new Painter(canvas);
    painter.light(0.35, -0.9, look.ambient());
    this.ground = new GroundPainter(pitch, look, rng.branch(1));
    this.markings = new MarkingPainter(pitch, look, painter);
    this.figures = new FigurePainter(look, painter, ground);
    this.balls = new BallPainter(look, painter, exposureSeconds, rng.branch(2));
    this.precipitation = new Precipitation(look.weather(), painter);
    this.finish = new Finish(look, settings.width(), settings.height(), rng.branch(3));
    this.bystanders = Bystanders.around(pitch, rng.branch(4));
  }

  /** Something with height, painted by its distance from the camera. */
  private record Piece(double depth, Runnable paint) {}

  List<TrueObject> paint(Camera camera, Play play, Rng frame, byte[] rgb) {
    canvas.begin();
    ground.paint(canvas, camera);
    markings.lines(camera);
    List<List<Limb>> bodies = new ArrayList<>();
    for (Person person : play.persons) {
      List<Limb> limbs = Skeleton.of(person);
      bodies.add(limbs);
      figures.shadow(camera, person, limbs);
    }
    balls.shadow(camera, play.ball);
    darken();
    @Nullable Outline[] outlines = new @Nullable Outline[play.persons.size() + 1];
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < play.persons.size(); i++) {
      Person person = play.persons.get(i);
      List<Limb> limbs = bodies.get(i);
      double depth = camera.depth(new Vec(person.x, person.y, 1));
      pieces.add(new Piece(depth, () -> outlines[person.id] = figures.body(camera, person, limbs)));
    }
    for (Person bystander : bystanders) {
      List<Limb> limbs = Skeleton.of(bystander);
      double depth = camera.depth(new Vec(bystander.x, bystander.y, 1));
      pieces.add(new Piece(depth, () -> figures.body(camera, bystander, limbs)));
    }
    Ball ball = play.ball;
    double ballDepth = camera.depth(new Vec(ball.x, ball.y, ball.z));
    pieces.add(new Piece(ballDepth, () -> outlines[BallPainter.ID] = balls.paint(camera, ball)));
    for (int side = -1; side <= 1; side += 2) {
      int own = side;
      double depth = camera.depth(new Vec(side * (pitch.halfLength() + 1), 0, 1));
      pieces.add(new Piece(depth, () -> markings.goal(camera, own)));
      for (int end = -1; end <= 1; end += 2) {
        int corner = end;
        double far = camera.depth(new Vec(side * pitch.halfLength(), end * pitch.halfWidth(), 1));
        pieces.add(new Piece(far, () -> markings.flag(camera, own, corner)));
      }
    }
    pieces.sort(Comparator.comparingDouble(Piece::depth).reversed());
    pieces.forEach(piece -> piece.paint().run());
    precipitation.paint(frame);
    finish.write(canvas, frame, rgb);
    return truth(play, outlines);
  }

  private void darken() {
    for (int i = 0; i < canvas.shadow.length; i++) {
      float dark = canvas.shadow[i];
      if (dark > 0) {
        canvas.red[i] *= 1 - dark;
        canvas.green[i] *= 1 - dark;
        canvas.blue[i] *= 1 - dark * 0.92f;
      }
    }
  }

  private List<TrueObject> truth(Play play, @Nullable Outline[] outlines) {
    List<TrueObject> objects = new ArrayList<>();
    for (int id = 0; id < outlines.length; id++) {
      Outline outline = outlines[id];
      if (outline == null || outline.pixels == 0) {
        continue;
      }
      int visible =
          canvas.owned(
              id,
              (int) Math.floor(outline.x0),
              (int) Math.floor(outline.y0),
              (int) Math.ceil(outline.x1),
              (int) Math.ceil(outline.y1));
      if (visible > 0) {
        double inside = outline.insideShare(canvas.width, canvas.height);
        objects.add(
            object(play, id, outline, Math.min(1, (double) visible / outline.pixels) * inside));
      }
    }
    return objects;
  }

  private TrueObject object(Play play, int id, Outline outline, double visible) {
    double spread = (id == BallPainter.ID ? BALL_SPREAD : PERSON_SPREAD) * canvas.width;
    double x0 = Math.max(0, outline.x0 - spread);
    double y0 = Math.max(0, outline.y0 - spread);
    double x1 = Math.min(canvas.width, outline.x1 + spread);
    double y1 = Math.min(canvas.height, outline.y1 + spread);
    if (id == BallPainter.ID) {
      Ball ball = play.ball;
      return new TrueObject(
          id, Role.BALL, -1, balls.colour(), x0, y0, x1, y1, visible, ball.x, ball.y, ball.z);
    }
    Person person = play.persons.get(id - 1);
    double lift =
        person.action == Action.JUMP ? 2.4 * person.actionShare() * (1 - person.actionShare()) : 0;
    return new TrueObject(
        id,
        person.role,
        person.team,
        person.kit.shirt(),
        x0,
        y0,
        x1,
        y1,
        visible,
        person.x,
        person.y,
        lift);
  }
}
