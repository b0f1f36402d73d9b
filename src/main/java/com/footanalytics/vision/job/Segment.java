package com.footanalytics.vision.job;

import java.util.Optional;

/**
 * One piece of a job's video and how far its analysis is.
 *
 * @param number place among the job's segments, from 0
 * @param attempts how often a worker began it
 * @param crashes how many of those attempts ended with a crash of their process
 * @param worker who has it now
 * @param result what came of it, once it is done
 */
public record Segment(
    JobId job,
    int number,
    SegmentRange range,
    int attempts,
    int crashes,
    Optional<String> worker,
    Optional<SegmentResult> result) {

  public boolean isDone() {
    return result.isPresent();
  }
}
