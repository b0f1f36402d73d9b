package com.footanalytics.vision.sink;

/**
 * Keeps the results of one run. Called by one thread at a time: {@code begin}, {@code frame} in
 * presentation order, {@code finish}. Closing without {@code finish} leaves nothing under the final
 * name.
 */
public interface ResultSink extends AutoCloseable {

  void begin(RunHeader header);

  void frame(FrameResult result);

  /** Completes the result and puts it under its final name. */
  void finish(RunEnd end);

  @Override
  void close();
}
