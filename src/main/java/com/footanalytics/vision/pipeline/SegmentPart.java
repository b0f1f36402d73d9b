package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.DetectionLines;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.SinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one segment in a local file, which can be read while it grows. Used by one thread at
 * a time; the file stays the caller's.
 */
final class SegmentPart implements LineSink, AutoCloseable {

  private static final int FRAMES_PER_FLUSH = 16;

  private final Path file;
  private final DetectionLines lines;
  private final OutputStream out;
  private final Written written;
  private int waiting;
  private long frames;

  /** Hears how many frames are done; must return quickly. */
  @FunctionalInterface
  interface Written {

    void frames(long sinceStart);
  }

  /**
   * @param file overwritten if there is one
   * @throws SinkException if it cannot be written
   */
  SegmentPart(Path file, VideoInfo video, List<String> classes, Written written) {
    this.file = file;
    this.lines = new DetectionLines(video, classes);
    this.written = written;
    try {
      this.out = Files.newOutputStream(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean needsPixels() {
    return false;
  }

  @Override
  public void inferred(FrameResult result, @Nullable Frame pixels) {
    lines.frame(result);
    if (++waiting == FRAMES_PER_FLUSH) {
      flush();
    }
    written.frames(++frames);
  }

  /** Frames left out have no line. */
  @Override
  public void skipped(FrameResult withoutDetections, @Nullable Frame pixels) {
    written.frames(++frames);
  }

  /** Makes every line so far readable. */
  void flush() {
    try {
      lines.writeTo(out);
    } catch (IOException e) {
      throw failed(e);
    }
    waiting = 0;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SinkException failed(IOException e) {
    return new SinkException("cannot write %s: %s".formatted(file, e.getMessage()), e);
  }
}
