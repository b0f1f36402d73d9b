package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.DecodeRange;
import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.PacketIndex;
import com.footanalytics.vision.decode.VideoDecoder;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.job.SegmentRange;
import com.footanalytics.vision.job.SegmentResult;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.telemetry.SpanName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One attempt at one segment of a job. Used once. */
final class SegmentRun {

  /**
   * Of a damaged picture several threads of a decoder give now this, now that; a job's result is to
   * be the same whoever does it. Segments side by side use more cores.
   */
  private static final int DECODER_THREADS = 1;

  private final JobTools tools;
  private final Job job;
  private final Segment segment;
  private final SegmentPart.Written written;
  private final StepRun step;
  private final long startedNanos = System.nanoTime();

  SegmentRun(JobTools tools, Job job, Segment segment, SegmentPart.Written written, StepRun step) {
    this.tools = tools;
    this.job = job;
    this.segment = segment;
    this.written = written;
    this.step = step;
  }

  /** What the job's owner chose, as the line takes it. */
  static AnalysisRequest.Options options(Job job) {
    JobOptions options = job.options();
    return new AnalysisRequest.Options(
        options.model(),
        options.stride(),
        options.fromSeconds(),
        options.toSeconds(),
        options.annotate());
  }

  /**
   * Decodes the segment, finds its objects and puts its lines into the object store.
   *
   * @param video stays the caller's
   * @param served the model the plan names; stays the caller's
   * @param part where the lines grow; the caller removes it
   */
  SegmentOutcome run(StoredVideoFile video, ServedDetector served, Path part)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    Probe probe = video.probe(tools.limits());
    step.trace().add(SpanName.PROBE, started, System.nanoTime());
    return switch (probe) {
      case Probe.Unreadable(String reason) -> new SegmentOutcome.Unreadable(reason);
      case Probe.Playable(VideoInfo info) -> run(video, info, served, part);
    };
  }

  private SegmentOutcome run(
      StoredVideoFile video, VideoInfo info, ServedDetector served, Path part)
      throws IOException, InterruptedException {
    AnalysisLine line =
        new AnalysisLine(served, tools.plan(), Lane.BULK, tools.telemetry(), step.trace());
    DecodeSettings settings =
        new DecodeSettings(DECODER_THREADS, line.framesOut(false), tools.limits().maxFrames());
    Optional<LineReport> report;
    try (VideoDecoder decoder = open(video, info, settings);
        Preprocessor preprocessor = new Preprocessor(info, served.detector().input());
        SegmentPart lines = new SegmentPart(part, info, served.detector().classes(), written)) {
      FrameSelection selection =
          FrameSelection.of(options(job), info.timeBase(), info.startPtsTicks());
      report =
          line.run(
              "job-%s-%d".formatted(job.id(), segment.number()),
              new SelectedFrames(decoder, selection),
              selection,
              preprocessor,
              lines,
              step.cancellation());
      lines.flush();
    } catch (DecodeException e) {
      return new SegmentOutcome.Unreadable(String.valueOf(e.getMessage()));
    }
    return report.isEmpty() ? new SegmentOutcome.Stopped() : finish(report.get(), part);
  }

  private VideoDecoder open(StoredVideoFile video, VideoInfo info, DecodeSettings settings)
      throws IOException, InterruptedException {
    SegmentRange range = segment.range();
    if (range.equals(SegmentRange.WHOLE)) {
      return VideoDecoder.open(video.path(), info, settings);
    }
    PacketIndex index = video.index(info);
    return VideoDecoder.open(
        video.path(),
        info,
        settings,
        index,
        new DecodeRange(
            range.firstPacket(),
            range.endPacket(),
            range.fromPtsTicks(),
            range.untilPtsTicks(),
            range.firstFrame()));
  }

  private SegmentOutcome finish(LineReport report, Path part) throws IOException {
    return switch (report.end()) {
      case Decoded.Failed(String reason, _) -> new SegmentOutcome.Unreadable(reason);
      case Decoded.End(DecodeReport decoded) -> {
        SegmentResult result = result(report, decoded, Files.size(part));
        tools.objects().put(JobKeys.part(job.id(), segment.number()), part);
        yield new SegmentOutcome.Finished(result);
      }
      case Decoded.Picture _ -> throw new IllegalStateException("a picture is not an end");
    };
  }

  private SegmentResult result(LineReport report, DecodeReport decoded, long bytes) {
    FrameCounts counts = report.counts();
    return new SegmentResult(
        bytes,
        counts.decoded(),
        counts.inferred(),
        counts.skipped(),
        counts.dropped(),
        counts.corrupt(),
        decoded.corruptPackets(),
        decoded.synthesisedTimestamps(),
        decoded.nonMonotonicTimestamps(),
        decoded.sizeChanges(),
        report.lastPtsTicks(),
        System.nanoTime() - startedNanos);
  }
}
