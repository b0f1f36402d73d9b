package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.ByteSource;

/** Analyses videos while they come in. Thread-safe. */
@FunctionalInterface
public interface StreamAnalyzer {

  /**
   * Analyses one video to its end on the caller's thread and others of its own. The listener is
   * told the start and the frames; the end is the answer.
   *
   * @param source closed by this, at the latest on return, at once when cancelled
   * @param cancellation ends the analysis soon, also while it waits for bytes or for the listener
   */
  StreamOutcome analyze(
      StreamRequest request, ByteSource source, StreamListener listener, Cancellation cancellation);
}
