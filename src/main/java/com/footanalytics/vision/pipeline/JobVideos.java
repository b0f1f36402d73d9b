package com.footanalytics.vision.pipeline;

import java.util.Optional;

/** Finds the videos that jobs name. Thread-safe. */
@FunctionalInterface
public interface JobVideos {

  Optional<JobVideo> find(String videoId);

  /**
   * A video that is stored.
   *
   * @param name the file name results carry
   * @param sha256 hash of its content in lower-case hex, under which it lies in the object store
   */
  record JobVideo(String name, String sha256) {}
}
