package com.footanalytics.vision.bench;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.pipeline.AnalysisLine;
import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.pipeline.Cancellation;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.FrameSelection;
import com.footanalytics.vision.pipeline.LineReport;
import com.footanalytics.vision.pipeline.LineSink;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.ResultSink;
import com.footanalytics.vision.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures the whole line over a looped video, results written as in an analysis. */
final class EndToEnd {

  private static final int FRAMES_PER_MEMORY_SAMPLE = 500;

  /**
   * What a run came to.
   *
   * @param frames frames written
   * @param framesPerSecond from the first frame written to the last
   * @param residentBytes memory resident every 500 frames, where the system says
   */
  record Result(long frames, double framesPerSecond, List<Long> residentBytes) {}

  private final Path file;
  private final VideoInfo video;
  private final ServedDetector served;
  private final CorePlan plan;
  private final long maxFrames;

  EndToEnd(Path file, VideoInfo video, ServedDetector served, CorePlan plan, long maxFrames) {
    this.file = file;
    this.video = video;
    this.served = served;
    this.plan = plan;
    this.maxFrames = maxFrames;
  }

  /**
   * Runs the line.
   *
   * @param seconds how long frames are fed
   * @param sink has begun; stays the caller's, who does not finish it
   * @throws DecodeException if the video cannot be decoded to its end
   */
  Result run(double seconds, ResultSink sink) {
    AnalysisLine line = new AnalysisLine(served, plan, Lane.BULK, Telemetry.NONE);
    long deadline = System.nanoTime() + Math.round(seconds * 1e9);
    DecodeSettings settings =
        new DecodeSettings(plan.decoderThreads(), line.framesOut(false), maxFrames);
    Meter meter = new Meter(sink, ResidentMemory::bytes);
    try (LoopedVideo looped =
            new LoopedVideo(file, video, settings, () -> System.nanoTime() - deadline >= 0);
        Preprocessor preprocessor = new Preprocessor(video, served.detector().input())) {
      FrameSelection all =
          FrameSelection.of(
              AnalysisRequest.Options.DEFAULT, video.timeBase(), video.startPtsTicks());
      Optional<LineReport> report =
          line.run("bench", looped, all, preprocessor, meter, new Cancellation());
      if (report.isPresent() && report.get().end() instanceof Decoded.Failed(String reason, _)) {
        throw new DecodeException(reason);
      }
    }
    return meter.result();
  }

  /** Counts frames on their way into the results. */
  private static final class Meter implements LineSink {

    private final ResultSink sink;
    private final Supplier<OptionalLong> residentMemory;
    private final List<Long> residentBytes = new ArrayList<>();
    private long frames;
    private long firstNanos;
    private long lastNanos;

    Meter(ResultSink sink, Supplier<OptionalLong> residentMemory) {
      this.sink = sink;
      this.residentMemory = residentMemory;
    }

    @Override
    public boolean needsPixels() {
      return false;
    }

    @Override
    public void inferred(FrameResult result, @Nullable Frame pixels) {
      sink.frame(result);
      lastNanos = System.nanoTime();
      if (frames == 0) {
        firstNanos = lastNanos;
      }
      frames++;
      if (frames % FRAMES_PER_MEMORY_SAMPLE == 0) {
        residentMemory.get().ifPresent(residentBytes::add);
      }
    }

    @Override
    public void skipped(FrameResult withoutDetections, @Nullable Frame pixels) {
      throw new IllegalStateException("nothing is skipped in a benchmark");
    }

    Result result() {
      double seconds = (lastNanos - firstNanos) / 1e9;
      return new Result(frames, seconds > 0 ? (frames - 1) / seconds : 0, residentBytes);
    }
  }
}
