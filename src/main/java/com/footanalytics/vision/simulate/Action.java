package com.footanalytics.vision.simulate;

/** What a person does besides standing, walking and running. */
enum Action {
  NONE(0),
  KICK(0.45),
  JUMP(0.75),
  FALL(2.2),
  DIVE(1.4),
  CELEBRATE(2.5);

  private final double seconds;

  Action(double seconds) {
    this.seconds = seconds;
  }

  double seconds() {
    return seconds;
  }
}
