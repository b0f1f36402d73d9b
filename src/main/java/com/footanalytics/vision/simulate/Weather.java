package com.footanalytics.vision.simulate;

/** Light and sky over the pitch. */
public enum Weather {
  SUNNY,
  OVERCAST,
  FLOODLIT,
  RAIN,
  FOG,
  SNOW
}
