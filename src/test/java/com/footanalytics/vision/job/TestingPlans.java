package com.footanalytics.vision.job;

import java.util.stream.IntStream;

/** Plans and results of videos that there are not. */
final class TestingPlans {

  private TestingPlans() {}

  /** A plan of equal segments, each of so many frames. */
  static JobPlan of(int segments, int frames) {
    return new JobPlan(
        "tiny:1",
        IntStream.range(0, segments)
            .mapToObj(number -> {
              long first = (long) number * frames;
              return new SegmentRange(first, first + frames + 2, first, first + frames, first);
            })
            .toList(),
        (long) segments * frames);
  }

  /** The result of a segment all of whose frames were inferred. */
  static SegmentResult result(long frames) {
    return new SegmentResult(frames * 10, frames, frames, 0, 0, 0, 0, 0, 0, 0, frames, 1);
  }
}
