package com.footanalytics.vision.telemetry;

import java.util.List;

/**
 * What a model found in one frame of a video.
 *
 * @param model model name
 * @param modelVersion model version
 * @param persons whether one of them is a person
 * @param objects everything it found
 */
public record FrameFindings(
    String model, String modelVersion, Persons persons, List<Finding> objects) {

  /** Whether there are persons in a frame. */
  public enum Persons {
    /** At least one. */
    SEEN,
    /** The model looks for them and found none. */
    NOT_SEEN,
    /** The model does not look for them. */
    NOT_SOUGHT
  }

  /**
   * One object.
   *
   * @param className what it is, as the model calls it
   * @param score confidence, 0 to 1
   */
  public record Finding(String className, double score) {}

  public FrameFindings {
    objects = List.copyOf(objects);
  }
}
