package com.footanalytics.vision.slo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * When an objective's budget burns too fast.
 *
 * @param severity of the alert
 * @param holdFor how long it must burn before anybody is told
 * @param keepFiringFor how long the alert goes on after it stopped
 * @param pairs any of them is enough
 */
record BurnPolicy(
    String severity, Window holdFor, Optional<Window> keepFiringFor, List<Pair> pairs) {

  /**
   * Two windows over which the budget burns too fast.
   *
   * @param times as fast as would use it up in the period
   * @param longer shows that it matters
   * @param shorter shows that it still goes on
   */
  record Pair(BigDecimal times, Window longer, Window shorter) {}
}
