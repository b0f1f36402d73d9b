package com.footanalytics.vision.pipeline;

/** Analyses whole videos. Thread-safe; every call runs on its own threads and ends them. */
public interface VideoAnalyzer {

  /**
   * Analyses one video and returns when it is done. Writes {@code detections.jsonl}, {@code
   * summary.json} and, asked for, {@code annotated.mp4} into the request's folder; each appears
   * under that name only when complete, until then as {@code .NAME.part}.
   *
   * @throws com.footanalytics.vision.model.ModelException if the model cannot be used
   * @throws com.footanalytics.vision.sink.SinkException if results cannot be written
   */
  AnalysisOutcome analyze(
      AnalysisRequest request, AnalysisListener listener, Cancellation cancellation);
}
