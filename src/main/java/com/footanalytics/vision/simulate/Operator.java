package com.footanalytics.vision.simulate;

/**
 * The people behind the cameras: choose where to stand, follow the ball with a lag, cut between
 * cameras.
 */
final class Operator {

  private static final double FOLLOW_PER_SECOND = 1.7;
  private final View wanted;
  private final Rng rng;
  private final int width;
  private final int height;
  private final Pitch pitch;
  private final Vec mainPlace;
  private final Vec tacticalPlace;
  private final double personPixels;
  private final double tacticalPixels;
  private final double shake;
  private double lookX;
  private double lookY;
  private double lag;
  private double seconds;
  private double untilCut;
  private View view;
  private int shot;
  private Vec tightPlace = new Vec(0, 0, 0);
  private double tightPixels;
  private int tightPerson;

  Operator(MatchSettings settings, Pitch pitch, Rng rng, Ball ball) {
    this.wanted = settings.view();
    this.rng = rng;
    this.width = settings.width();
    this.height = settings.height();
    this.pitch = pitch;
    double away = rng.between(58, 82);
    this.mainPlace = new Vec(rng.between(-6, 6), -away, rng.between(15, 27));
    this.tacticalPlace = new Vec(rng.between(-10, 10), -rng.between(70, 95), rng.between(24, 40));
    this.personPixels = rng.between(36, 78) / 1080 * height;
    this.tacticalPixels = rng.between(24, 38) / 1080 * height;
    this.shake = rng.between(0, 0.03);
    this.view = wanted == View.DIRECTED ? View.BROADCAST : wanted;
    lookX = ball.x;
    lookY = ball.y;
    lag = rng.between(-4, 4);
    untilCut = rng.between(4, 9);
    frameTight();
  }

  View view() {
    return view;
  }

  int shot() {
    return shot;
  }

  /** Follows play for a moment; cuts when it is time. */
  void advance(Play play, double step) {
    seconds += step;
    untilCut -= step;
    Ball ball = play.ball;
    double pace = Math.min(1, FOLLOW_PER_SECOND * step);
    double leadX = ball.x + ball.vx * 0.35 + lag * StrictMath.sin(seconds * 0.4);
    lookX += (leadX - lookX) * pace;
    lookY += (ball.y + ball.vy * 0.3 - lookY) * pace * 0.8;
    if (wanted == View.DIRECTED && untilCut < 0) {
      cut(ball);
    }
  }

  private void cut(Ball ball) {
    shot++;
    double choice = rng.unit();
    if (view != View.BROADCAST || choice < 0.2) {
      view = View.BROADCAST;
      untilCut = rng.between(5, 12);
    } else if (choice < 0.75) {
      view = View.TIGHT;
      untilCut = rng.between(2.5, 5);
      frameTight();
    } else {
      view = View.TACTICAL;
      untilCut = rng.between(3, 6);
    }
    lookX = ball.x;
    lookY = ball.y;
  }

  private void frameTight() {
    tightPixels = rng.between(150, 380) / 1080 * height;
    tightPlace =
        rng.chance(0.5)
            ? mainPlace
            : new Vec(
                rng.between(-45, 45), -pitch.halfWidth() - rng.between(6, 14), rng.between(1.6, 5));
    tightPerson = rng.below(22);
  }

  Camera camera(Play play) {
    double shakeX =
        shake * StrictMath.sin(seconds * 9.1) + 0.5 * shake * StrictMath.sin(seconds * 17.3);
    double shakeY = shake * StrictMath.sin(seconds * 7.7 + 1);
    return switch (view) {
      case TACTICAL -> {
        Vec target = new Vec(lookX * 0.45, lookY * 0.15 - 2 + shakeY, 0);
        yield aimed(tacticalPlace, target, tacticalPixels);
      }
      case TIGHT -> {
        Person person = play.persons.get(tightPerson);
        Vec target =
            new Vec(
                person.x * 0.6 + play.ball.x * 0.4 + shakeX,
                person.y * 0.6 + play.ball.y * 0.4,
                0.9);
        boolean apart = person.distanceTo(play.ball.x, play.ball.y) > 8;
        yield aimed(
            tightPlace, apart ? new Vec(person.x + shakeX, person.y, 0.9) : target, tightPixels);
      }
      default -> {
        double x = Math.max(-pitch.halfLength() + 8, Math.min(pitch.halfLength() - 8, lookX));
        double y =
            Math.max(-pitch.halfWidth() * 0.55, Math.min(pitch.halfWidth() * 0.45, lookY * 0.6));
        yield aimed(mainPlace, new Vec(x + shakeX, y + shakeY, 0), personPixels);
      }
    };
  }

  /** A camera that shows a person at the target so many pixels high. */
  private Camera aimed(Vec place, Vec target, double pixels) {
    double distance = target.minus(place).length();
    return new Camera(place, target, pixels * distance / 1.8, width, height);
  }
}
