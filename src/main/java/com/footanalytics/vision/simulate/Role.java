package com.footanalytics.vision.simulate;

/** What an object of the match is. Names in lower case are the detector's class names. */
public enum Role {
  BALL,
  GOALKEEPER,
  PLAYER,
  REFEREE
}
