package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.VideoDecoder;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.pipeline.JobPieces.Piece;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.AnnotatedVideoWriter;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.ResultLine;
import com.footanalytics.vision.sink.ResultReader;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.telemetry.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Makes the annotated video of a job from its stored detections. */
final class Annotation {

  private static final int FRAMES_OUT = 4;

  private final JobTools tools;

  Annotation(JobTools tools) {
    this.tools = tools;
  }

  /**
   * Puts {@code annotated.mp4} into the object store.
   *
   * @param pieces all of the job's
   * @throws CancellationException if told to stop
   */
  void run(
      Job job,
      List<Piece> pieces,
      Path video,
      VideoInfo info,
      RunEnd end,
      Cancellation cancellation)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(tools.objects().staging(), "annotated-");
    Path file = folder.resolve("annotated.mp4");
    try (ResultReader lines = JobLines.reader(tools.objects(), job.id(), pieces)) {
      List<String> classes = classes(lines);
      try (AnnotatedVideoWriter writer =
          new AnnotatedVideoWriter(file, info, classes, tools.plan().sessions())) {
        draw(video, info, lines, pieces.size() > 1, end.frames().decoded(), writer, cancellation);
        writer.finish(end);
      }
      tools.objects().put(JobKeys.annotated(job.id()), file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static List<String> classes(ResultReader lines) throws IOException {
    Optional<ResultLine> first = lines.next();
    if (first.isPresent() && first.get() instanceof ResultLine.Header header) {
      return header.classes();
    }
    throw new IOException("the job's results have no header");
  }

  private void draw(
      Path video,
      VideoInfo info,
      ResultReader lines,
      boolean segmented,
      long decoded,
      AnnotatedVideoWriter writer,
      Cancellation cancellation)
      throws IOException, InterruptedException {
    DecodeSettings settings =
        new DecodeSettings(tools.plan().decoderThreads(), FRAMES_OUT, tools.limits().maxFrames());
    @Nullable FrameResult inferred = null;
    Optional<FrameResult> line = next(lines);
    long frames = decoded;
    try (VideoDecoder decoder = VideoDecoder.open(video, info, settings)) {
      while (frames-- > 0 && decoder.next() instanceof Decoded.Picture(Frame frame)) {
        try (frame) {
          if (cancellation.isCancelled()) {
            throw new CancellationException("told to stop");
          }
          // Around damage a segment may have decoded other pictures than a run from the start.
          while (segmented && line.isPresent() && line.get().ptsTicks() < frame.ptsTicks()) {
            line = next(lines);
          }
          if (line.isPresent() && line.get().ptsTicks() == frame.ptsTicks()) {
            inferred = line.get();
            line = next(lines);
          }
          tools.objects().requireRoom();
          long started = System.nanoTime();
          writer.frame(frame, inferred == null ? nothing(frame) : inferred);
          tools.telemetry().stage(Stage.ENCODE, System.nanoTime() - started);
        }
      }
    } catch (DecodeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static FrameResult nothing(Frame frame) {
    return new FrameResult(frame.index(), frame.ptsTicks(), frame.corrupt(), List.of());
  }

  private static Optional<FrameResult> next(ResultReader lines) {
    for (Optional<ResultLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get() instanceof ResultLine.Found(FrameResult result)) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }
}
