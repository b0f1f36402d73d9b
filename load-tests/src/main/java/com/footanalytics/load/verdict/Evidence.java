package com.footanalytics.load.verdict;

import com.footanalytics.load.gatling.GatlingRun;
import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.StallMeter.Stalls;
import com.footanalytics.load.service.RollingRestart.Restart;
import java.util.List;
import java.util.Optional;

/**
 * What a run left behind.
 *
 * @param gauges of each phase, in their order
 * @param restarts while it ran
 * @param missed why something that was to happen while it ran did not; empty if all did
 */
public record Evidence(
    Ledger ledger,
    List<GaugeMeans> gauges,
    Stalls stalls,
    GatlingRun.Ended gatling,
    List<Restart> restarts,
    Optional<String> missed) {

  public Evidence {
    gauges = List.copyOf(gauges);
    restarts = List.copyOf(restarts);
  }
}
