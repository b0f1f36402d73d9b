package com.footanalytics.vision.simulate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves the ball and the persons: teams keep their formation around the ball, the nearest chase it,
 * its owner dribbles, passes, crosses or shoots, and the officials follow.
 */
final class Play {

  private static final double CONTROL_METRES = 0.9;
  private static final double CONTROL_HEIGHT = 1.7;
  private static final double RUN = 7.2;
  private static final double JOG = 3.6;
  private static final double SPACE = 0.75;

  final Pitch pitch;
  final Ball ball = new Ball();
  final List<Person> persons = new ArrayList<>();
  private final Formation[] formations = new Formation[2];
  private final Rng rng;
  private @Nullable Person owner;
  private @Nullable Person lastTouch;
  private double untilDecision;
  private double pause;
  private double freeSeconds;
  private boolean crowded;
  private double seconds;

  Play(Pitch pitch, Wardrobe wardrobe, Rng rng) {
    this.pitch = pitch;
    this.rng = rng;
    for (int team = 0; team < 2; team++) {
      formations[team] = Formation.values()[rng.below(3)];
      Kit kit = team == 0 ? wardrobe.leftTeam() : wardrobe.rightTeam();
      Kit keeper = team == 0 ? wardrobe.leftKeeper() : wardrobe.rightKeeper();
      add(Role.GOALKEEPER, team, keeper);
      for (int i = 0; i < 10; i++) {
        add(Role.PLAYER, team, kit);
      }
    }
    for (int i = 0; i < 3; i++) {
      add(Role.REFEREE, -1, wardrobe.officials());
    }
    begin();
  }

  private void add(Role role, int team, Kit kit) {
    persons.add(new Person(persons.size() + 1, role, team, kit, Body.of(rng)));
  }

  /** Throws the match into the middle of play somewhere on the pitch. */
  private void begin() {
    ball.place(
        rng.between(-0.9, 0.9) * pitch.halfLength(), rng.between(-0.85, 0.85) * pitch.halfWidth());
    crowded = rng.chance(0.15);
    for (Person person : persons) {
      double[] target = target(person);
      person.place(target[0] + rng.normal() * 1.5, target[1] + rng.normal() * 1.5);
      person.facing = rng.between(-Math.PI, Math.PI);
      person.stride = rng.unit();
    }
  }

  void advance(double step) {
    seconds += step;
    pause = Math.max(0, pause - step);
    ball.move(step);
    hold(step);
    for (Person person : persons) {
      double[] target = target(person);
      person.move(target[0], target[1], target[2], ball.x, ball.y, step);
    }
    separate();
    restart();
  }

  /** Someone near takes the ball; its owner keeps it close and decides what to do with it. */
  private void hold(double step) {
    Person current = owner;
    if (current == null) {
      freeSeconds += step;
      Person nearest = nearest(-1, CONTROL_METRES);
      if (nearest != null
          && ball.z < CONTROL_HEIGHT
          && (nearest != lastTouch || freeSeconds > 0.7)) {
        if (ball.z > 1.2) {
          nearest.start(Action.JUMP);
        }
        take(nearest);
      }
      return;
    }
    double ahead = current.team == 0 ? 1 : -1;
    double reach = 0.55 + 0.35 * StrictMath.sin(seconds * 7);
    double angle = current.facing;
    ball.place(
        current.x + StrictMath.cos(angle) * reach, current.y + StrictMath.sin(angle) * reach);
    ball.vx = current.vx;
    ball.vy = current.vy;
    untilDecision -= step;
    Person rival = nearest(1 - current.team, 1.0);
    if (rival != null && rng.chance(1.2 * step)) {
      (rng.chance(0.3) ? current : rival).start(Action.FALL);
      take(rival);
    } else if (untilDecision < 0 && pause <= 0) {
      release(current, ahead);
    }
  }

  private void take(Person person) {
    owner = person;
    lastTouch = person;
    crowded = false;
    untilDecision = rng.between(0.3, person.role == Role.GOALKEEPER ? 3 : 2.2);
  }

  private void release(Person from, double ahead) {
    double goalX = ahead * pitch.halfLength();
    double toGoal = from.distanceTo(goalX, 0);
    from.start(Action.KICK);
    owner = null;
    freeSeconds = 0;
    if (toGoal < 24 && rng.chance(0.5)) {
      ball.kick(goalX, rng.between(-5, 5), rng.between(18, 28), rng.between(0, 6));
      persons.get(from.team == 0 ? 11 : 0).start(rng.chance(0.5) ? Action.DIVE : Action.NONE);
      return;
    }
    Person to = receiver(from, ahead);
    double lead = rng.between(0, 0.8);
    double targetX = to.x + to.vx * lead;
    double targetY = to.y + to.vy * lead;
    double distance = from.distanceTo(targetX, targetY);
    boolean lofted = distance > 25 || rng.chance(0.15) || from.role == Role.GOALKEEPER;
    double speed =
        lofted ? Math.max(9, Math.min(24, distance * 0.62)) : Math.min(22, 7 + 0.55 * distance);
    double upwards = lofted ? Math.min(14, 4.9 * distance / speed) : 0;
    ball.kick(
        targetX + rng.normal() * 0.06 * distance,
        targetY + rng.normal() * 0.06 * distance,
        speed,
        upwards);
  }

  private Person receiver(Person from, double ahead) {
    Person best = persons.get(from.team == 0 ? 1 : 12);
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Person mate : persons) {
      if (mate.team == from.team && mate != from && mate.role == Role.PLAYER) {
        double distance = from.distanceTo(mate.x, mate.y);
        double score =
            0.25 * ahead * (mate.x - from.x) - Math.abs(distance - 16) * 0.5 + 7 * rng.normal();
        if (score > bestScore) {
          best = mate;
          bestScore = score;
        }
      }
    }
    return best;
  }

  /** Brings the ball back into play after it left the pitch. */
  private void restart() {
    if (pitch.holds(ball.x, ball.y) || freeSeconds < 1.2 && owner == null) {
      return;
    }
    boolean behind = Math.abs(ball.x) > pitch.halfLength();
    int side = ball.x > 0 ? 1 : -1;
    int other = lastTouch == null ? 0 : 1 - Math.max(0, lastTouch.team);
    int defenders = side > 0 ? 1 : 0;
    owner = null;
    lastTouch = null;
    freeSeconds = 0;
    pause = rng.between(0.5, 2.5);
    if (!behind) {
      ball.place(
          Math.max(-pitch.halfLength() + 1, Math.min(pitch.halfLength() - 1, ball.x)),
          Math.copySign(pitch.halfWidth() - 0.1, ball.y));
    } else if (other == defenders) {
      ball.place(side * (pitch.halfLength() - Pitch.GOAL_AREA_DEPTH), rng.between(-5, 5));
    } else {
      ball.place(side * (pitch.halfLength() - 0.4), Math.copySign(pitch.halfWidth() - 0.4, ball.y));
      crowded = true;
    }
    Person taker = nearest(other, 1e9);
    if (taker != null && !crowded && rng.chance(0.5)) {
      taker.place(ball.x + 0.5, ball.y);
    }
  }

  private @Nullable Person nearest(int team, double within) {
    Person best = null;
    double distance = within;
    for (Person person : persons) {
      boolean asked = team < 0 ? person.team >= 0 : person.team == team;
      double own = person.distanceTo(ball.x, ball.y);
      if (asked && own < distance && person.action != Action.FALL) {
        best = person;
        distance = own;
      }
    }
    return best;
  }

  /** Where a person wants to be and how fast: x, y, metres per second. */
  private double[] target(Person person) {
    if (person.role == Role.REFEREE) {
      return official(person);
    }
    double ahead = person.team == 0 ? 1 : -1;
    double goalX = -ahead * pitch.halfLength();
    if (person.role == Role.GOALKEEPER) {
      double away = Math.min(14, 1.5 + 0.16 * Math.abs(ball.x - goalX));
      if (person == owner) {
        return new double[] {goalX + ahead * 12, person.y, JOG};
      }
      boolean mine = person.distanceTo(ball.x, ball.y) < 9 && ball.speed() < 12;
      return mine
          ? new double[] {ball.x, ball.y, RUN}
          : new double[] {goalX + ahead * away, ball.y * 0.13, JOG + 1};
    }
    if (person == owner) {
      double sway = 6 * StrictMath.sin(seconds * 0.7 + person.id);
      return new double[] {person.x + ahead * 8, person.y * 0.9 + sway, 6};
    }
    if (person == nearest(person.team, 1e9)) {
      return new double[] {ball.x + ball.vx * 0.3, ball.y + ball.vy * 0.3, RUN};
    }
    return shape(person, ahead);
  }

  private double[] shape(Person person, double ahead) {
    int index = person.id - 2 - person.team * 11;
    Formation formation = formations[person.team];
    double wander = 3.2;
    double x = wander * StrictMath.sin(seconds * 0.31 + person.id * 1.7);
    double y = wander * StrictMath.sin(seconds * 0.27 + person.id * 2.9);
    if (crowded) {
      double side = ball.x > 0 ? 1 : -1;
      double depth = 3 + 13 * ((person.id * 7) % 11) / 11.0;
      double spread = 16 * (((person.id * 5) % 11) / 11.0 - 0.5);
      return new double[] {
        side * (pitch.halfLength() - depth) + x * 0.4, spread + y * 0.4, RUN - 2
      };
    }
    double push = 0.52 * ball.x;
    x += ahead * formation.ahead(index) * pitch.halfLength() * 0.62 + push;
    y += formation.aside(index) * pitch.halfWidth() * 0.72 + 0.32 * ball.y;
    double limit = pitch.halfLength() - 3;
    x = Math.max(-limit, Math.min(limit, x));
    boolean back = Math.abs(person.x - x) + Math.abs(person.y - y) > 9;
    return new double[] {
      x, Math.max(-pitch.halfWidth() + 1, Math.min(pitch.halfWidth() - 1, y)), back ? RUN - 1 : JOG
    };
  }

  private double[] official(Person person) {
    int index = person.id - 23;
    if (index == 0) {
      double side = ball.y > 0 ? -1 : 1;
      return new double[] {
        ball.x * 0.82 - 5 * StrictMath.sin(seconds * 0.11), ball.y * 0.6 + side * 9, 6
      };
    }
    int defended = index == 1 ? 1 : 0;
    double line = secondLast(defended);
    double y = index == 1 ? pitch.halfWidth() + 0.9 : -pitch.halfWidth() - 0.9;
    return new double[] {defended == 1 ? Math.max(0, line) : Math.min(0, line), y, RUN};
  }

  /** The x of the second last player of a team before its own goal line. */
  private double secondLast(int team) {
    double ahead = team == 0 ? 1 : -1;
    double first = 1e9;
    double second = 1e9;
    for (Person person : persons) {
      if (person.team == team) {
        double depth = ahead * person.x;
        if (depth < first) {
          second = first;
          first = depth;
        } else if (depth < second) {
          second = depth;
        }
      }
    }
    return ahead * second;
  }

  /** Pushes overlapping bodies apart. */
  private void separate() {
    for (int i = 0; i < persons.size(); i++) {
      for (int j = i + 1; j < persons.size(); j++) {
        Person one = persons.get(i);
        Person other = persons.get(j);
        double dx = other.x - one.x;
        double dy = other.y - one.y;
        double distance = Math.sqrt(dx * dx + dy * dy);
        if (distance < SPACE) {
          double push = (SPACE - distance) / 2 / Math.max(0.05, distance);
          one.x -= dx * push;
          one.y -= dy * push;
          other.x += dx * push;
          other.y += dy * push;
        }
      }
    }
  }
}
