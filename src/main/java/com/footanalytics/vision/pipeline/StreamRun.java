package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.VideoDecoder;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.OpenVideo;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One analysis of one open video whose results go to a listener. Used once. */
final class StreamRun {

  private final StreamRequest request;
  private final ServedDetector served;
  private final CorePlan plan;
  private final ProbeLimits limits;
  private final Telemetry telemetry;
  private final long startedNanos = System.nanoTime();

  /**
   * @param served stays the caller's
   */
  StreamRun(
      StreamRequest request,
      ServedDetector served,
      CorePlan plan,
      ProbeLimits limits,
      Telemetry telemetry) {
    this.request = request;
    this.served = served;
    this.plan = plan;
    this.limits = limits;
    this.telemetry = telemetry;
  }

  /**
   * @param video closed by this
   */
  StreamOutcome run(OpenVideo video, StreamListener listener, Cancellation cancellation) {
    VideoInfo info = video.info();
    AnalysisLine line = new AnalysisLine(served, plan, Lane.LIVE, telemetry, request.trace());
    DecodeSettings settings =
        new DecodeSettings(plan.decoderThreads(), line.framesOut(false), limits.maxFrames());
    try (VideoDecoder decoder = VideoDecoder.open(video, settings);
        Preprocessor preprocessor = new Preprocessor(info, served.detector().input())) {
      StreamListener.Header header =
          new StreamListener.Header(
              request.videoName(), info, served.detector().identity(), served.detector().classes());
      FrameSelection selection =
          FrameSelection.of(request.options(), info.timeBase(), info.startPtsTicks());
      Optional<LineReport> report =
          line.run(
              Thread.currentThread().getName(),
              new SelectedFrames(decoder, selection),
              selection,
              preprocessor,
              new Sink(listener, header),
              cancellation);
      return report.isEmpty() ? new StreamOutcome.Cancelled() : outcome(report.get(), info);
    } catch (DecodeException e) {
      return new StreamOutcome.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private StreamOutcome outcome(LineReport report, VideoInfo video) {
    return switch (report.end()) {
      case Decoded.Failed(String reason, _) -> new StreamOutcome.Unreadable(reason);
      case Decoded.End _ when report.counts().decoded() == 0 ->
          new StreamOutcome.Unreadable("the video has no frame");
      case Decoded.End(var decodeReport) ->
          new StreamOutcome.Succeeded(
              new RunEnd(
                  report.counts(),
                  decodeReport,
                  report.seconds(video),
                  (System.nanoTime() - startedNanos) / 1e9));
      case Decoded.Picture _ -> throw new IllegalStateException("a picture is not an end");
    };
  }

  /** Hands the header and every frame on. */
  private static final class Sink implements LineSink {

    private final StreamListener listener;
    private final StreamListener.Header header;
    private boolean begun;

    Sink(StreamListener listener, StreamListener.Header header) {
      this.listener = listener;
      this.header = header;
    }

    @Override
    public boolean needsPixels() {
      return false;
    }

    @Override
    public void inferred(FrameResult result, @Nullable Frame pixels) throws InterruptedException {
      frame(result, false);
    }

    @Override
    public void skipped(FrameResult withoutDetections, @Nullable Frame pixels)
        throws InterruptedException {
      frame(withoutDetections, true);
    }

    private void frame(FrameResult result, boolean skipped) throws InterruptedException {
      if (!begun) {
        begun = true;
        listener.started(header);
      }
      listener.frame(result, skipped);
    }
  }
}
