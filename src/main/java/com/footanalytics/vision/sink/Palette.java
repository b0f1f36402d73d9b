package com.footanalytics.vision.sink;

import java.util.List;

/** The colour of each class: such as stand out against grass, lines and each other. */
final class Palette {

  static final int BLACK = 0x000000;
  static final int WHITE = 0xFFFFFF;
  static final int ALARM = 0xFF2020;

  private static final int BALL = 0xFF3B1F;
  private static final int PLAYER = 0x2F9BFF;
  private static final int GOALKEEPER = 0xFFD800;
  private static final int REFEREE = 0xFF2BD6;
  private static final List<Integer> OTHERS =
      List.of(0xFF9A1F, 0xB07CFF, 0x35E0D8, 0xFFFFFF, 0xB4F23A);

  private Palette() {}

  /**
   * 0xRRGGBB of a class.
   *
   * @param index of the class in the model, which decides for names without a colour of their own
   */
  static int of(String className, int index) {
    return switch (className) {
      case "ball", "sports ball" -> BALL;
      case "player", "person" -> PLAYER;
      case "goalkeeper" -> GOALKEEPER;
      case "referee" -> REFEREE;
      default -> OTHERS.get(index % OTHERS.size());
    };
  }
}
