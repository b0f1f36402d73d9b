package com.footanalytics.vision.job;

import java.util.List;

/**
 * How a job is going to be done; made once and never changed.
 *
 * @param model {@code name:version} that every segment uses
 * @param segments their ranges in order, at least one
 * @param framesExpected pictures the packet index promises
 */
public record JobPlan(String model, List<SegmentRange> segments, long framesExpected) {

  public JobPlan {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("a job's plan without segments");
    }
  }
}
