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
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
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
  Optional<String> finish(Job job, JobVideo video, Cancellation cancellation)
      throws IOException, InterruptedException {
    List<Segment> segments = tools.segments().of(job.id());
    List<Piece> pieces = JobPieces.of(segments);
    if (pieces.size() != segments.size()) {
      throw new IllegalStateException("job %s: not all segments are done".formatted(job.id()));
    }
    FrameCounts counts = counts(segments);
    if (counts.decoded() == 0) {
      return Optional.of("the video has no frame");
    }
    try (StoredVideoFile file = StoredVideoFile.open(tools.objects(), video.sha256())) {
      return switch (file.probe(tools.limits())) {
        case Probe.Unreadable(String reason) -> Optional.of(reason);
        case Probe.Playable(VideoInfo info) -> {
          for (Piece piece : pieces) {
            number(job, piece);
          }
          RunEnd end =
              new RunEnd(counts, report(segments), seconds(segments, info), wallSeconds(job));
          summarise(job, pieces, end);
          if (job.options().annotate()) {
            new Annotation(tools).run(job, pieces, file.path(), info, end, cancellation);
          }
          tools.objects().put(JobKeys.end(job.id()), endLine(info, end));
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
                  tools
                      .objects()
                      .read(
                          JobKeys.part(job.id(), piece.segment().number()),
                          /* first= */ 0,
                          Long.MAX_VALUE));
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        FrameNumbers.copy(part, piece.shift(), out);
      }
      tools.objects().put(piece.key(job.id()), file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void summarise(Job job, List<Piece> pieces, RunEnd end) throws IOException {
    byte[] header = bytes(job);
    List<String> classes;
    try (ResultReader reader =
        new ResultReader(new ByteArrayInputStream(header), "the header of job " + job.id())) {
      classes =
          reader.next().orElseThrow() instanceof ResultLine.Header line
              ? line.classes()
              : List.of();
    }
    RunSummary summary = RunSummary.of(header, classes);
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

  private byte[] bytes(Job job) throws IOException {
    try (InputStream header =
        tools.objects().read(JobKeys.header(job.id()), /* first= */ 0, Long.MAX_VALUE)) {
      return header.readAllBytes();
    }
  }

  private static byte[] endLine(VideoInfo info, RunEnd end) throws IOException {
    DetectionLines lines = new DetectionLines(info, List.of());
    lines.end(end.frames(), end.durationSeconds());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lines.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static FrameCounts counts(List<Segment> segments) {
    long decoded = 0;
    long inferred = 0;
    long skipped = 0;
    long corrupt = 0;
    long dropped = 0;
    for (Segment segment : segments) {
      SegmentResult result = segment.result().orElseThrow();
      decoded += result.decoded();
      inferred += result.inferred();
      skipped += result.skipped();
      corrupt += result.corrupt();
      dropped += result.dropped();
    }
    return new FrameCounts(decoded, inferred, skipped, corrupt, dropped);
  }

  private static DecodeReport report(List<Segment> segments) {
    long frames = 0;
    long corruptFrames = 0;
    long corruptPackets = 0;
    long synthesised = 0;
    long nonMonotonic = 0;
    long sizeChanges = 0;
    for (Segment segment : segments) {
      SegmentResult result = segment.result().orElseThrow();
      frames += result.decoded();
      corruptFrames += result.corrupt();
      corruptPackets += result.corruptPackets();
      synthesised += result.synthesisedTimestamps();
      nonMonotonic += result.nonMonotonicTimestamps();
      sizeChanges += result.sizeChanges();
    }
    return new DecodeReport(
        frames, corruptFrames, corruptPackets, synthesised, nonMonotonic, sizeChanges);
  }

  /** Media time from the start pts to the end of the last frame. */
  private static double seconds(List<Segment> segments, VideoInfo info) {
    long last =
        segments.reversed().stream()
            .flatMap(segment -> segment.result().stream())
            .filter(result -> result.decoded() > 0)
            .findFirst()
            .orElseThrow()
            .lastPtsTicks();
    return LineReport.seconds(info, last);
  }

  private double wallSeconds(Job job) {
    return Duration.between(
                job.times().started().orElse(job.times().created()), tools.clock().instant())
            .toMillis()
        / 1e3;
  }
}
