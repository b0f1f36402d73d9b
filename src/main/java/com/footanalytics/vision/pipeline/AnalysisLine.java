package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.Optional;

/**
 * One video's run from decoded frames to written results. Decode, preprocess, infer and write are
 * threads over bounded queues, so each waits for the slowest and memory does not depend on the
 * length of the video.
 *
 * <p>Order: the preprocessor puts every frame's task into one queue in presentation order; the
 * writer takes tasks from that queue and waits for each one's detections. Sessions may finish in
 * any order.
 *
 * <p>Thread-safe; every run has its own threads and queues and ends them.
 */
public final class AnalysisLine {

  private final LoadedDetector detector;
  private final CorePlan plan;
  private final Telemetry telemetry;

  /**
   * @param plan its batches are kept to what the model takes
   */
  public AnalysisLine(LoadedDetector detector, CorePlan plan, Telemetry telemetry) {
    this.detector = detector;
    this.plan = plan.withBatchesUpTo(detector.largestBatch());
    this.telemetry = telemetry;
  }

  /**
   * Frames the source must be able to have out at once.
   *
   * @param keepPixels whether the sink needs pixels
   */
  public int framesOut(boolean keepPixels) {
    return LineQueues.framesOut(plan, keepPixels);
  }

  /**
   * Runs until the source ends.
   *
   * @param name prefix of the threads' names
   * @param preprocessor for the source's frames; stays the caller's
   * @return what was done; empty if cancelled
   */
  public Optional<LineReport> run(
      String name,
      FrameSource source,
      FrameSelection selection,
      Preprocessor preprocessor,
      LineSink sink,
      Cancellation cancellation) {
    try (LineQueues queues = new LineQueues(plan, detector.input().bytesPerPicture())) {
      PreprocessStage preprocess =
          new PreprocessStage(selection, preprocessor, sink.needsPixels(), queues, telemetry);
      WriteStage write = new WriteStage(sink, queues);
      StageThreads threads = new StageThreads(name);
      threads.add("decode", new DecodeStage(source, queues, telemetry));
      threads.add("preprocess", preprocess);
      for (int i = 0; i < plan.sessions(); i++) {
        threads.add(
            "infer-" + i, new InferStage(detector, preprocessor.letterbox(), queues, telemetry));
      }
      threads.add("write", write);
      if (!threads.run(cancellation)) {
        return Optional.empty();
      }
      Decoded end = preprocess.end();
      if (end == null) {
        throw new IllegalStateException("the line ended before its source");
      }
      return Optional.of(new LineReport(end, write.counts(), write.lastPtsTicks()));
    }
  }
}
