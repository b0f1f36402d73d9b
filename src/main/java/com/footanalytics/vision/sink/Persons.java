package com.footanalytics.vision.sink;

import java.util.Set;

/** Which classes of models are persons. */
public final class Persons {

  private static final Set<String> CLASSES = Set.of("goalkeeper", "person", "player", "referee");

  private Persons() {}

  /** Whether a class of this name is. */
  public static boolean are(String className) {
    return CLASSES.contains(className);
  }
}
