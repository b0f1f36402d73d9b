package com.footanalytics.vision.simulate;

/** Where the ten outfield players of a team stand on average. */
enum Formation {
  FOUR_FOUR_TWO(
      new double[] {-.68, -.72, -.72, -.68, -.2, -.28, -.28, -.2, .25, .25},
      new double[] {-.75, -.27, .27, .75, -.78, -.25, .25, .78, -.22, .22}),
  FOUR_THREE_THREE(
      new double[] {-.66, -.72, -.72, -.66, -.3, -.38, -.3, .2, .28, .2},
      new double[] {-.75, -.25, .25, .75, -.38, 0, .38, -.72, 0, .72}),
  THREE_FIVE_TWO(
      new double[] {-.72, -.75, -.72, -.25, -.3, -.38, -.3, -.25, .25, .22},
      new double[] {-.45, 0, .45, -.85, -.35, 0, .35, .85, -.2, .25});

  private final double[] ahead;
  private final double[] aside;

  Formation(double[] ahead, double[] aside) {
    this.ahead = ahead;
    this.aside = aside;
  }

  /** Towards the goal attacked, -1 the own goal line to 1. */
  double ahead(int player) {
    return ahead[player];
  }

  /** Across, -1 to 1. */
  double aside(int player) {
    return aside[player];
  }
}
