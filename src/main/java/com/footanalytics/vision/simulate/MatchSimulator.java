package com.footanalytics.vision.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plays and films one match, frame after frame, without end. Not safe for use by several threads.
 */
public final class MatchSimulator {

  private static final double MOST_STEP_SECONDS = 0.04;
  private static final double SHUTTER = 0.4;
  private final MatchSettings settings;
  private final Rng frames;
  private final Play play;
  private final Operator operator;
  private final Scene scene;
  private long next;

  public MatchSimulator(MatchSettings settings) {
    this.settings = settings;
    Rng root = new Rng(settings.seed());
    Rng choices = root.branch(1);
    Weather[] all = Weather.values();
    Weather some = choices.chance(0.75) ? all[choices.below(3)] : all[choices.below(all.length)];
    Look look = Look.choose(root.branch(2), settings.weather().orElse(some));
    Pitch pitch = new Pitch(choices.between(50, 55), choices.between(32.5, 36));
    this.play = new Play(pitch, Wardrobe.choose(root.branch(3)), root.branch(4));
    this.operator = new Operator(settings, pitch, root.branch(5), play.ball);
    this.frames = root.branch(6);
    double exposure = SHUTTER / Math.max(25, settings.framesPerSecond());
    this.scene = new Scene(settings, pitch, look, exposure, root.branch(7));
    skip(settings.framesPerSecond());
  }

  /** Bytes of one picture: width x height x 3. */
  public int pictureBytes() {
    return settings.width() * settings.height() * 3;
  }

  /** Half the pitch's length and width in metres. */
  public double halfLengthMetres() {
    return play.pitch.halfLength();
  }

  /** See {@link #halfLengthMetres}. */
  public double halfWidthMetres() {
    return play.pitch.halfWidth();
  }

  /** Lets play go on for some frames without drawing them; they do not count. */
  public void skip(int count) {
    for (int i = 0; i < count; i++) {
      advance();
    }
  }

  /**
   * Renders the next frame.
   *
   * @param rgb receives R, G, B of each pixel, row by row from the top left; exactly {@link
   *     #pictureBytes} long
   * @return what the picture shows
   */
  public FrameTruth render(byte[] rgb) {
    if (rgb.length != pictureBytes()) {
      throw new IllegalArgumentException(
          "the picture needs " + pictureBytes() + " bytes, not " + rgb.length);
    }
    advance();
    Camera camera = operator.camera(play);
    List<TrueObject> objects = new ArrayList<>(scene.paint(camera, play, frames.branch(next), rgb));
    objects.sort(Comparator.comparingInt(TrueObject::id));
    return new FrameTruth(next++, operator.view(), operator.shot(), camera.homography(), objects);
  }

  private void advance() {
    double frame = 1.0 / settings.framesPerSecond();
    int steps = (int) Math.ceil(frame / MOST_STEP_SECONDS);
    for (int i = 0; i < steps; i++) {
      play.advance(frame / steps);
    }
    operator.advance(play, frame);
  }
}
