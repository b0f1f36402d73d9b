package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Trace;
import java.util.Optional;

/**
 * One video's run from decoded frames to written results. Decode, preprocess and write are threads
 * over bounded queues, the model is shared with others; each waits for the slowest, so memory does
 * not depend on the length of the video.
 *
 * <p>Order: the preprocessor puts every frame's task into one queue in presentation order; the
 * writer takes tasks from that queue and waits for each one's detections. Pictures may be finished
 * in any order.
 *
 * <p>Thread-safe; every run has its own threads and queues and ends them.
 */
public final class AnalysisLine {

  private final ServedDetector served;
  private final CorePlan plan;
  private final Lane lane;
  private final Telemetry telemetry;
  private final Trace trace;

  /**
   * @param served looks at the pictures; stays the caller's
   * @param lane in which they wait for it
   */
  public AnalysisLine(ServedDetector served, CorePlan plan, Lane lane, Telemetry telemetry) {
    this(served, plan, lane, telemetry, Trace.NONE);
  }

  /**
   * @param served looks at the pictures; stays the caller's
   * @param lane in which they wait for it
   * @param trace gets what each stage did, as one span
   */
  public AnalysisLine(
      ServedDetector served, CorePlan plan, Lane lane, Telemetry telemetry, Trace trace) {
    this.served = served;
    this.plan = plan.withBatchesUpTo(served.server().maxRows());
    this.lane = lane;
    this.telemetry = telemetry;
    this.trace = trace;
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
    try (FrameAccount account = new FrameAccount(telemetry, trace);
        LineQueues queues = new LineQueues(plan, served.detector().input().bytesPerPicture());
        LineInference inference =
            new LineInference(served, lane, name, preprocessor.letterbox(), account)) {
      PreprocessStage preprocess =
          new PreprocessStage(
              selection, preprocessor, sink.needsPixels(), queues, inference, account);
      WriteStage write = new WriteStage(sink, queues, account.trace());
      StageThreads threads = new StageThreads(name, trace);
      threads.add("decode", new DecodeStage(source, queues, account));
      threads.add("preprocess", preprocess);
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
