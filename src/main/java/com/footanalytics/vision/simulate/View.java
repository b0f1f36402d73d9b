package com.footanalytics.vision.simulate;

/** Where the picture is taken from. */
public enum View {
  /** The main television camera on the stand, following play. */
  BROADCAST,
  /** The high, wide scouting camera, nearly still. */
  TACTICAL,
  /** A long lens close to the pitch: few, large persons. */
  TIGHT,
  /** Cuts between the others, as a director would. */
  DIRECTED
}
