package com.footanalytics.load.measure;

import java.util.Optional;

/**
 * Means over a stretch of time, each empty where nobody could tell.
 *
 * @param queueDepth inferences that wait
 * @param cpuCores that the service keeps busy
 * @param gpuPercent of the busiest GPU, 0 to 100
 * @param residentBytes of the service's process
 */
public record GaugeMeans(
    Optional<Double> queueDepth,
    Optional<Double> cpuCores,
    Optional<Double> gpuPercent,
    Optional<Double> residentBytes) {

  public static final GaugeMeans UNKNOWN =
      new GaugeMeans(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
