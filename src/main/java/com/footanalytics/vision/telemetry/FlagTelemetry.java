package com.footanalytics.vision.telemetry;

/** Where the state of feature flags is reported. Thread-safe; calls never block and never fail. */
@FunctionalInterface
public interface FlagTelemetry {

  /**
   * A flag as it is now.
   *
   * @param flag its name, one of a bounded set
   * @param source what decides it now, one of a bounded set; it is shown under this one alone
   * @param enabled whether it is on for those that none of its rules is about
   */
  void flag(String flag, String source, boolean enabled);
}
