package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonTest {

  private static Person person(Role role) {
    Wardrobe kits = Wardrobe.choose(new Rng(4));
    return new Person(1, role, 0, kits.leftTeam(), new Body(1.82, 1, 0xE0B090, 0x201810, 0x202020));
  }

  private static double top(List<Limb> limbs) {
    return limbs.stream()
        .mapToDouble(l -> Math.max(l.from().z() + l.fromRadius(), l.to().z() + l.toRadius()))
        .max()
        .orElseThrow();
  }

  private static double bottom(List<Limb> limbs) {
    return limbs.stream()
        .mapToDouble(l -> Math.min(l.from().z() - l.fromRadius(), l.to().z() - l.toRadius()))
        .min()
        .orElseThrow();
  }

  @Test
  void aStandingPersonIsAsTallAsItsBody() {
    List<Limb> limbs = Skeleton.of(person(Role.PLAYER));
    assertEquals(0, bottom(limbs), 1e-9);
    assertEquals(1.82, top(limbs), 0.1);
  }

  @Test
  void aRunnersLegsMove() {
    Person runner = person(Role.PLAYER);
    runner.vx = 6;
    List<Limb> before = List.copyOf(Skeleton.of(runner));
    runner.stride += 0.25;
    assertNotEquals(before, Skeleton.of(runner));
  }

  @Test
  void aJumperLeavesTheGroundAndAFallenPersonLies() {
    Person jumper = person(Role.PLAYER);
    jumper.start(Action.JUMP);
    jumper.actionSeconds = Action.JUMP.seconds() / 2;
    assertTrue(bottom(Skeleton.of(jumper)) > 0.2);
    Person fallen = person(Role.PLAYER);
    fallen.start(Action.FALL);
    fallen.actionSeconds = Action.FALL.seconds() / 2;
    assertTrue(top(Skeleton.of(fallen)) < 1);
  }

  @Test
  void keepersWearLongSleevesAndGloves() {
    assertTrue(
        Skeleton.of(person(Role.GOALKEEPER)).size() > Skeleton.of(person(Role.PLAYER)).size());
  }
}
