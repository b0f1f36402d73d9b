package com.footanalytics.vision.model;

import java.util.List;

/** What came of looking at a graph. */
public sealed interface Recognition {

  /**
   * The graph is understood.
   *
   * @param layout the family it is of
   * @param input what it takes
   * @param decoder how its outputs are read
   * @param classes names by index
   * @param batchSizes sizes of batch its shapes allow, ascending
   */
  record Recognised(
      ExportLayout layout,
      InputSpec input,
      DecoderSpec decoder,
      List<String> classes,
      List<Integer> batchSizes)
      implements Recognition {

    public Recognised {
      classes = List.copyOf(classes);
      batchSizes = List.copyOf(batchSizes);
    }
  }

  /**
   * The graph can be read in several ways.
   *
   * @param reason one line: what is open, and how to settle it
   */
  record Ambiguous(String reason) implements Recognition {}

  /**
   * The graph is no detector of a known family.
   *
   * @param reason one line: what was seen, and what was expected
   */
  record Unknown(String reason) implements Recognition {}
}
