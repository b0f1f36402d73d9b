package com.footanalytics.vision.model;

import java.util.List;

/** What a graph answered to one picture. */
public interface ProbeAnswer {

  /** Length of each axis of an output. */
  List<Integer> shape(String output);

  /** An element of an output, counted in row-major order. */
  float value(String output, int index);

  /** Runs a graph on one picture. */
  @FunctionalInterface
  interface Probe {

    /**
     * The answer to a picture with some content.
     *
     * @throws ModelException if the graph does not take that input
     */
    ProbeAnswer run(InputSpec input);
  }
}
