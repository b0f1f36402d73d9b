package com.footanalytics.vision.upload;

/** Knows which videos are needed. Thread-safe. */
@FunctionalInterface
public interface VideoUse {

  /** Whether a job of a video is queued or running. */
  boolean isInUse(String videoId);
}
