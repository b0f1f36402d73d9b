package com.footanalytics.vision.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All results of one run in one folder: {@code detections.jsonl}, {@code summary.json} and, asked
 * for, {@code annotated.mp4}. {@link #begin} removes the results of earlier runs from the folder;
 * {@link #finish} completes every file before it puts the first under its name, the summary last,
 * so where there is a summary there is everything. Called by one thread at a time; the annotated
 * video may be fed by another thread up to {@link #finish}.
 */
public final class RunResults implements ResultSink {

  private final RunFolder folder;
  private final Deque<ResultFile> open = new ArrayDeque<>();
  private @Nullable RunHeader header;
  private @Nullable JsonLinesFile detections;
  private @Nullable SummaryFile summary;

  public RunResults(RunFolder folder) {
    this.folder = folder;
  }

  /**
   * @throws SinkException if the folder cannot be written
   */
  @Override
  public void begin(RunHeader header) {
    folder.clear();
    this.header = header;
    summary = opened(new SummaryFile(folder.summary(), header));
    detections = opened(new JsonLinesFile(folder.detections(), header));
  }

  /**
   * Starts the annotated video, which from then on belongs to these results: {@link #finish}
   * completes it, {@link #close} ends it.
   *
   * @param threads threads the encoder may use, at least 1
   */
  public AnnotatedVideoWriter annotate(int threads) {
    RunHeader run = begun(header);
    return opened(
        new AnnotatedVideoWriter(folder.annotated(), run.video(), run.classes(), threads));
  }

  /**
   * @throws SinkException if the disk does not take it
   */
  @Override
  public void frame(FrameResult result) {
    begun(detections).frame(result);
    begun(summary).frame(result);
  }

  /** Makes every frame so far readable in the part of {@code detections.jsonl}. */
  public void flush() {
    begun(detections).flush();
  }

  /**
   * @throws SinkException if a file cannot be completed; then none is under its name
   */
  @Override
  public void finish(RunEnd end) {
    begun(header);
    List<ResultFile> summaryLast = new ArrayList<>(open);
    summaryLast.forEach(file -> file.prepare(end));
    try {
      summaryLast.forEach(ResultFile::commit);
    } catch (SinkException e) {
      withdraw(e);
      throw e;
    }
  }

  private void withdraw(SinkException cause) {
    try {
      folder.clear();
    } catch (SinkException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    SinkException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (SinkException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private <F extends ResultFile> F opened(F file) {
    open.push(file);
    return file;
  }

  private static <T> T begun(@Nullable T started) {
    if (started == null) {
      throw new IllegalStateException("results: begin was not called");
    }
    return started;
  }
}
