package com.footanalytics.vision.job;

import java.util.Optional;

/**
 * Which jobs to list.
 *
 * @param limit the most that are wanted, at least 1
 * @param after only jobs older than this one, which itself need not exist
 * @param kind only jobs in such a state
 * @param videoId only analyses of this video
 */
public record JobQuery(
    int limit, Optional<JobId> after, Optional<JobState.Kind> kind, Optional<String> videoId) {

  public JobQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
  }

  /** The newest job of a video in such a state. */
  public static JobQuery newest(String video, JobState.Kind kind) {
    return new JobQuery(1, Optional.empty(), Optional.of(kind), Optional.of(video));
  }
}
