package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Decoded;

/** Where a line's frames come from; called by one thread until the answer is not a picture. */
@FunctionalInterface
public interface FrameSource {

  /** Time spent so far in {@link #next()} waiting for frames to come back. */
  default long waitedNanos() {
    return 0;
  }

  /** The next picture, or why there is none; the caller owns the frame. */
  Decoded next() throws InterruptedException;
}
