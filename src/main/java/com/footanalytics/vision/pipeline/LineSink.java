package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.sink.FrameResult;
import org.jspecify.annotations.Nullable;

/**
 * What the writer stage does with each frame, in presentation order, on one thread. While it waits,
 * the line behind it fills up and waits too.
 */
public interface LineSink {

  /** Whether frames are needed with their pixels. */
  boolean needsPixels();

  /** A frame the model saw; {@code pixels} stays the caller's. */
  void inferred(FrameResult result, @Nullable Frame pixels) throws InterruptedException;

  /** A frame left out on request; {@code pixels} stays the caller's. */
  void skipped(FrameResult withoutDetections, @Nullable Frame pixels) throws InterruptedException;
}
