package com.footanalytics.vision.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code detections.jsonl}: a header line, a line for each frame, an end line. Whole lines are
 * handed to the operating system every few frames, so the part can be read while it grows. The same
 * run gives the same bytes. Not thread-safe.
 */
final class JsonLinesFile implements ResultFile {

  private static final int FRAMES_PER_FLUSH = 16;

  private final AtomicFile file;
  private final DetectionLines lines;
  private final OutputStream out;
  private int framesWaiting;

  /** Starts the file and makes its header line readable. */
  JsonLinesFile(Path target, RunHeader header) {
    file = new AtomicFile(target);
    lines = new DetectionLines(header.video(), header.classes());
    lines.header(header);
    try {
      out = Files.newOutputStream(file.part());
    } catch (IOException e) {
      throw file.failed(e);
    }
    try {
      flush();
    } catch (SinkException e) {
      close();
      throw e;
    }
  }

  void frame(FrameResult result) {
    lines.frame(result);
    if (++framesWaiting == FRAMES_PER_FLUSH) {
      flush();
    }
  }

  /** Makes every line so far readable in the part. */
  void flush() {
    try {
      lines.writeTo(out);
    } catch (IOException e) {
      throw file.failed(e);
    }
    framesWaiting = 0;
  }

  @Override
  public void prepare(RunEnd end) {
    try {
      lines.end(end.frames(), end.durationSeconds());
      flush();
      out.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.prepare();
  }

  @Override
  public void commit() {
    file.commit();
  }

  @Override
  public void close() {
    try (file) {
      out.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }
}
