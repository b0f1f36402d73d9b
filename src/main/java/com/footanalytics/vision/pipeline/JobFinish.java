package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.job.SegmentResult;
import com.footanalytics.vision.pipeline.JobPieces.Piece;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.DetectionLines;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.ResultLine;
import com.footanalytics.vision.sink.ResultReader;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunSummary;
import com.footanalytics.vision.telemetry.SpanName;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The last step of a job: puts together what its segments found. Thread-safe. */
final class JobFinish {

  private final JobTools tools;

  JobFinish(JobTools tools) {
    this.tools = tools;
  }

  /**
   * Writes the end line, the summary and what else was asked for into the object store.
   *
   * @return why there is no result, in one line; empty if all is there
   * @throws java.util.concurrent.CancellationException if told to stop meanwhile
   */
  Optional<String> finish(Job job, JobVideo video, StepRun run)
      throws IOException, InterruptedException {
    List<Segment> segments = tools.segments().of(job.id());
    List<Piece> pieces = JobPieces.of(segments);
    if (pieces.size() != segments.size()) {
      throw new IllegalStateException("job %s: not all segments are done".formatted(job.id()));
    }
    SegmentResult all =
        segments.stream()
            .flatMap(segment -> segment.result().stream())
            .reduce(SegmentResult::plus)
            .orElseThrow();
    if (all.decoded() == 0) {
      return Optional.of("the video has no frame");
    }
    try (StoredVideoFile file = StoredVideoFile.open(tools.objects(), video.sha256())) {
      return switch (file.probe(tools.limits())) {
        case Probe.Unreadable(String reason) -> Optional.of(reason);
        case Probe.Playable(VideoInfo info) -> {
          long started = System.nanoTime();
          for (Piece piece : pieces) {
            number(job, piece);
          }
          RunEnd end = end(job, all, info);
          summarise(job, pieces, end);
          if (job.options().annotate()) {
            new Annotation(tools).run(job, pieces, file.path(), info, end, run.cancellation());
          }
          tools.objects().put(JobKeys.end(job.id()), endLine(info, end));
          run.trace().add(SpanName.WRITE, started, System.nanoTime());
          yield Optional.empty();
        }
      };
    }
  }

  private void number(Job job, Piece piece) throws IOException {
    if (piece.shift() == 0 || tools.objects().size(piece.key(job.id())).isPresent()) {
      return;
    }
    Path file = Files.createTempFile(tools.objects().staging(), "numbered-", ".part");
    try {
      try (InputStream part =
              new BufferedInputStream(
                  tools.objects().read(JobKeys.part(job.id(), piece.segment().number())));
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        FrameNumbers.copy(part, piece.shift(), out);
      }
      tools.objects().put(piece.key(job.id()), file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void summarise(Job job, List<Piece> pieces, RunEnd end) throws IOException {
    RunSummary summary;
    try (InputStream header = tools.objects().read(JobKeys.header(job.id()))) {
      summary = RunSummary.of(header.readAllBytes());
    }
    try (ResultReader reader = JobLines.reader(tools.objects(), job.id(), pieces)) {
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        if (line.get() instanceof ResultLine.Found(var frame)) {
          summary.frame(frame);
        }
      }
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    summary.write(json, end);
    tools.objects().put(JobKeys.summary(job.id()), json.toByteArray());
  }

  private static byte[] endLine(VideoInfo info, RunEnd end) {
    DetectionLines lines = new DetectionLines(info, List.of());
    lines.end(end.frames(), end.durationSeconds());
    return lines.takeBytes();
  }

  private RunEnd end(Job job, SegmentResult all, VideoInfo info) {
    return new RunEnd(
        new FrameCounts(all.decoded(), all.inferred(), all.skipped(), all.corrupt(), all.dropped()),
        new DecodeReport(
            all.decoded(),
            all.corrupt(),
            all.corruptPackets(),
            all.synthesisedTimestamps(),
            all.nonMonotonicTimestamps(),
            all.sizeChanges()),
        LineReport.seconds(info, all.lastPtsTicks()),
        wallSeconds(job));
  }

  private double wallSeconds(Job job) {
    return Duration.between(
                job.times().started().orElse(job.times().created()), tools.clock().instant())
            .toMillis()
        / 1e3;
  }
}
