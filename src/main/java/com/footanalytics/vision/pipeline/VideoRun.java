package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.VideoDecoder;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunFolder;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.sink.RunResults;
import java.util.function.Supplier;

/** One analysis of one readable video. Used once. */
final class VideoRun {

  private final AnalysisRequest request;
  private final VideoInfo video;
  private final ServedDetector served;
  private final Supplier<String> sha256;
  private final RunContext context;
  private final long startedNanos = System.nanoTime();

  /**
   * @param served stays the caller's
   * @param sha256 waited for before results are begun
   */
  VideoRun(
      AnalysisRequest request,
      VideoInfo video,
      ServedDetector served,
      Supplier<String> sha256,
      RunContext context) {
    this.request = request;
    this.video = video;
    this.served = served;
    this.sha256 = sha256;
    this.context = context;
  }

  AnalysisOutcome run() {
    AnalysisLine line = new AnalysisLine(served, context.plan(), Lane.BULK, context.telemetry());
    DecodeSettings settings =
        new DecodeSettings(
            context.plan().decoderThreads(),
            line.framesOut(request.options().annotate()),
            context.limits().maxFrames());
    try (VideoDecoder decoder = VideoDecoder.open(request.video(), video, settings);
        Preprocessor preprocessor = new Preprocessor(video, served.detector().input());
        RunResults results = new RunResults(new RunFolder(request.outputFolder()))) {
      RunWriter writer =
          new RunWriter(this::header, results, request.options().annotate(), context);
      FrameSelection selection =
          FrameSelection.of(request.options(), video.timeBase(), video.startPtsTicks());
      return line.run(
              request.videoName(),
              new SelectedFrames(decoder, selection),
              selection,
              preprocessor,
              writer,
              context.cancellation())
          .map(report -> finish(report, results))
          .orElseGet(AnalysisOutcome.Cancelled::new);
    } catch (DecodeException e) {
      return new AnalysisOutcome.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private AnalysisOutcome finish(LineReport report, RunResults results) {
    return switch (report.end()) {
      case Decoded.Failed(String reason, _) -> new AnalysisOutcome.Unreadable(reason);
      case Decoded.End _ when report.counts().decoded() == 0 ->
          new AnalysisOutcome.Unreadable("the video has no frame");
      case Decoded.End(var decodeReport) -> {
        RunEnd end =
            new RunEnd(
                report.counts(),
                decodeReport,
                report.seconds(video),
                (System.nanoTime() - startedNanos) / 1e9);
        results.finish(end);
        yield new AnalysisOutcome.Succeeded(end);
      }
      case Decoded.Picture _ -> throw new IllegalStateException("a picture is not an end");
    };
  }

  private RunHeader header() {
    return new RunHeader(
        request.videoName(),
        sha256.get(),
        video,
        served.detector().identity(),
        served.detector().classes(),
        request.options().named());
  }
}
