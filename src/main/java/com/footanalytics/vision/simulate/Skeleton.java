package com.footanalytics.vision.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a person's state into the limbs of its body.
 *
 * <p>Gait: hips and shoulders swing in opposite phase, the knee of the leg that comes forward
 * bends; amplitudes grow with speed.
 */
final class Skeleton {

  private static final double TURN = 2 * Math.PI;
  private final Person person;
  private final double scale;
  private final double girth;
  private Vec forward;
  private Vec left;
  private Vec up;
  private final List<Limb> limbs = new ArrayList<>(26);

  private Skeleton(Person person) {
    this.person = person;
    this.scale = person.body.heightMetres() / 1.82;
    this.girth = scale * person.body.girth();
    double cos = StrictMath.cos(person.facing);
    double sin = StrictMath.sin(person.facing);
    forward = new Vec(cos, sin, 0);
    left = new Vec(-sin, cos, 0);
    up = new Vec(0, 0, 1);
  }

  /** The limbs of a person, in no particular order. */
  static List<Limb> of(Person person) {
    Skeleton skeleton = new Skeleton(person);
    skeleton.build();
    return skeleton.limbs;
  }

  private void build() {
    double speed = person.speed();
    double swing = Math.min(0.72, 0.13 * speed);
    double phase = TURN * person.stride;
    Vec hips = pose(speed, phase);
    double lean = Math.min(0.3, 0.035 * speed);
    Vec spine = up.plus(forward.times(lean)).unit();
    Vec neck = hips.plus(spine.times(0.53 * scale));
    legs(hips, swing, phase, speed);
    torso(hips, neck);
    arms(neck, swing, phase, speed);
    head(neck);
    if (person.action != Action.JUMP && person.action != Action.DIVE) {
      stand();
    }
  }

  /** Lowers or lifts the body until its lowest part touches the ground. */
  private void stand() {
    double lowest = Double.POSITIVE_INFINITY;
    for (Limb limb : limbs) {
      lowest = Math.min(lowest, limb.from().z() - limb.fromRadius());
      lowest = Math.min(lowest, limb.to().z() - limb.toRadius());
    }
    Vec shift = new Vec(0, 0, -lowest);
    limbs.replaceAll(limb ->
        new Limb(
            limb.from().plus(shift),
            limb.fromRadius(),
            limb.to().plus(shift),
            limb.toRadius(),
            limb.colour(),
            limb.shirt()));
  }

  /** Turns the body's axes for falls and dives, and gives the hips' place. */
  private Vec pose(double speed, double phase) {
    double share = person.actionShare();
    double bounce = Math.min(0.05, 0.01 * speed) * Math.abs(StrictMath.sin(phase));
    double hipHeight = (0.93 + bounce) * scale;
    switch (person.action) {
      case JUMP -> hipHeight += 2.4 * share * (1 - share);
      case FALL, DIVE -> {
        double down = Math.min(1, share * 4) * Math.min(1, (1 - share) * 3);
        Vec side = person.action == Action.DIVE ? left : forward;
        Vec tilted = up.times(1 - down).plus(side.times(down)).unit();
        if (person.action == Action.DIVE) {
          left = left.times(1 - down).plus(up.times(-down)).unit();
        } else {
          forward = forward.times(1 - down).plus(up.times(-down)).unit();
        }
        up = tilted;
        double flight = person.action == Action.DIVE ? 2.6 * share * Math.max(0, 0.5 - share) : 0;
        hipHeight = hipHeight * (1 - down) + (0.2 + flight) * down;
      }
      default -> {
        if (person.role == Role.GOALKEEPER && speed < 1.5) {
          hipHeight -= 0.1 * scale;
        }
      }
    }
    return new Vec(person.x, person.y, hipHeight);
  }

  private void legs(Vec hips, double swing, double phase, double speed) {
    Kit kit = person.kit;
    limbs.add(
        new Limb(
            hips.plus(left.times(0.08 * girth)),
            0.135 * girth,
            hips.plus(left.times(-0.08 * girth)),
            0.135 * girth,
            kit.shorts()));
    boolean ready = person.role == Role.GOALKEEPER && speed < 1.5;
    for (int side = -1; side <= 1; side += 2) {
      double own = phase + (side > 0 ? 0 : Math.PI);
      double thigh = swing * StrictMath.sin(own) + 0.08;
      double knee = 0.12 + swing * 1.25 * Math.max(0, StrictMath.cos(own));
      double spread = ready ? 0.28 : 0.05;
      if (ready) {
        thigh += 0.4;
        knee += 0.7;
      }
      if (person.action == Action.KICK && side > 0) {
        double share = person.actionShare();
        thigh = -0.7 + 2.1 * share;
        knee = 1.1 * (1 - share);
      }
      if (person.action == Action.JUMP) {
        knee += 0.5;
      }
      Vec hip = hips.plus(left.times(0.1 * side * girth));
      Vec kneePoint = hip.plus(limb(thigh, spread * side, 0.45 * scale));
      Vec ankle = kneePoint.plus(limb(thigh - knee, spread * side * 0.4, 0.44 * scale));
      Vec middle = hip.towards(kneePoint, 0.62);
      limbs.add(new Limb(hip, 0.115 * girth, middle, 0.105 * girth, kit.shorts()));
      limbs.add(new Limb(middle, 0.078 * girth, kneePoint, 0.062 * girth, person.body.skin()));
      Vec calf = kneePoint.towards(ankle, 0.16);
      limbs.add(new Limb(calf, 0.066 * girth, ankle, 0.045 * girth, kit.socks()));
      Vec toe = ankle.plus(forward.times(0.17 * scale)).plus(up.times(-0.045));
      limbs.add(new Limb(ankle, 0.05 * scale, toe, 0.036 * scale, person.body.boots()));
    }
  }

  /** A vector of a length that hangs down, swung forward by one angle and sideways by another. */
  private Vec limb(double ahead, double aside, double length) {
    double down = StrictMath.cos(ahead);
    return forward
        .times(StrictMath.sin(ahead))
        .plus(left.times(StrictMath.sin(aside)))
        .minus(up.times(down))
        .times(length);
  }

  private void torso(Vec hips, Vec neck) {
    Kit kit = person.kit;
    Vec waist = hips.plus(neck.minus(hips).times(0.14));
    for (int side = -1; side <= 1; side += 2) {
      Vec shoulder = neck.plus(left.times(0.145 * side * girth)).minus(up.times(0.07));
      Vec waistSide = waist.plus(left.times(0.075 * side * girth));
      limbs.add(new Limb(shoulder, 0.095 * girth, waistSide, 0.1 * girth, kit.shirt(), true));
    }
    Vec chest = neck.minus(up.times(0.09 * scale));
    limbs.add(new Limb(chest, 0.125 * girth, waist, 0.125 * girth, kit.shirt(), true));
  }

  private void arms(Vec neck, double swing, double phase, double speed) {
    Kit kit = person.kit;
    boolean longSleeves = person.role == Role.GOALKEEPER;
    for (int side = -1; side <= 1; side += 2) {
      double own = phase + (side > 0 ? Math.PI : 0);
      double ahead = swing * 0.85 * StrictMath.sin(own) + 0.05;
      double bend = 0.25 + Math.min(1.1, 0.2 * speed);
      double aside = 0.2;
      if (person.role == Role.GOALKEEPER && speed < 1.5) {
        ahead = 0.5;
        aside = 0.55;
      }
      if (person.action == Action.DIVE || person.action == Action.CELEBRATE) {
        ahead = 2.7;
        bend = 0.1;
      }
      if (person.action == Action.JUMP) {
        ahead = 1.2;
        aside = 0.5;
      }
      Vec shoulder = neck.plus(left.times(0.2 * side * girth)).minus(up.times(0.07));
      Vec elbow = shoulder.plus(limb(ahead, aside * side, 0.29 * scale));
      Vec hand = elbow.plus(limb(ahead + bend, aside * 0.5 * side, 0.27 * scale));
      limbs.add(new Limb(shoulder, 0.066 * girth, elbow, 0.054 * girth, kit.sleeves()));
      int lower = longSleeves ? kit.sleeves() : person.body.skin();
      limbs.add(new Limb(elbow, 0.045 * girth, hand, 0.036 * girth, lower));
      if (longSleeves) {
        limbs.add(new Limb(hand, 0.05 * scale, hand, 0.05 * scale, 0xE8E8E8));
      }
    }
  }

  private void head(Vec neck) {
    Body body = person.body;
    Vec throat = neck.plus(up.times(0.06 * scale)).plus(forward.times(0.02));
    limbs.add(new Limb(neck, 0.055 * scale, throat, 0.055 * scale, body.skin()));
    Vec face = neck.plus(up.times(0.19 * scale)).plus(forward.times(0.035));
    Vec chin = face.minus(up.times(0.05 * scale)).plus(forward.times(0.01));
    limbs.add(new Limb(face, 0.098 * scale, chin, 0.08 * scale, body.skin()));
    Vec crown = face.plus(up.times(0.035 * scale)).minus(forward.times(0.03));
    limbs.add(new Limb(crown, 0.1 * scale, crown, 0.1 * scale, body.hair()));
  }
}
