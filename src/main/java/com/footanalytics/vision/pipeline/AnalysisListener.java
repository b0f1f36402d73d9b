package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunHeader;

/** Hears how an analysis goes on, in order, from one thread at a time; must return quickly. */
public interface AnalysisListener {

  /** Hears nothing. */
  AnalysisListener SILENT = new AnalysisListener() {};

  /** The video is readable and the model is loaded. */
  default void started(RunHeader header) {}

  /** A frame's result was written. */
  default void frame(FrameResult result, Progress progress) {}
}
