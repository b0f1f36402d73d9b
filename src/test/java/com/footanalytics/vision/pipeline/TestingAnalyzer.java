package com.footanalytics.vision.pipeline;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes real result files without looking at the video: {@value #FRAMES} frames, nothing found.
 * The video's name says how it goes: {@code hold…} waits in the middle until released or cancelled,
 * {@code stubborn…} until released, {@code crash…}, {@code model…} and {@code unreadable…} end so.
 */
public final class TestingAnalyzer implements VideoAnalyzer {

  public static final int FRAMES = 10;
  public static final int HELD_AFTER = 5;
  public static final String HEADER = "{\"type\":\"header\"}\n";

  private static final int HALF_A_LINE = 15;

  private final Semaphore held = new Semaphore(0);
  private final Semaphore released = new Semaphore(0);
  private final Queue<AnalysisRequest> requests = new ConcurrentLinkedQueue<>();

  public static String line(int frame) {
    return "{\"type\":\"frame\",\"frame\":%d,\"objects\":[]}\n".formatted(frame);
  }

  /** Waits until one more analysis is held. */
  public void awaitHeld() throws InterruptedException {
    if (!held.tryAcquire(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no analysis came to its middle");
    }
  }

  /** Lets one held analysis go on. */
  public void release() {
    released.release();
  }

  /** What was asked for, in order. */
  public List<AnalysisRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public AnalysisOutcome analyze(
      AnalysisRequest request, AnalysisListener listener, Cancellation cancellation) {
    requests.add(request);
    String name = request.videoName();
    if (name.startsWith("model")) {
      throw new ModelException("model nosuch: not in the repository");
    }
    if (name.startsWith("crash")) {
      throw new IllegalStateException("secret of the inside");
    }
    if (name.startsWith("unreadable")) {
      return new AnalysisOutcome.Unreadable("no picture could be decoded");
    }
    try {
      return write(request, listener, cancellation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AnalysisOutcome write(
      AnalysisRequest request, AnalysisListener listener, Cancellation cancellation)
      throws IOException {
    Path folder = Files.createDirectories(request.outputFolder());
    Path part = folder.resolve(".detections.jsonl.part");
    try (Writer lines = Files.newBufferedWriter(part)) {
      lines.write(HEADER);
      for (int frame = 0; frame < FRAMES; frame++) {
        String line = line(frame);
        lines.write(line, 0, HALF_A_LINE);
        if (frame == HELD_AFTER && !passesTheMiddle(request, lines, cancellation)) {
          Files.delete(part);
          return new AnalysisOutcome.Cancelled();
        }
        lines.write(line, HALF_A_LINE, line.length() - HALF_A_LINE);
        listener.frame(new FrameResult(frame, frame, false, List.of()), progress(frame + 1));
      }
    }
    Files.move(part, folder.resolve("detections.jsonl"), ATOMIC_MOVE);
    Files.writeString(folder.resolve("summary.json"), "{\"frames\":%d}".formatted(FRAMES));
    if (request.options().annotate()) {
      Files.writeString(folder.resolve("annotated.mp4"), "0123456789");
    }
    return new AnalysisOutcome.Succeeded(
        new RunEnd(
            new FrameCounts(FRAMES, FRAMES, 0, 0, 0),
            new DecodeReport(FRAMES, 0, 0, 0, 0, 0),
            1,
            1));
  }

  /** Holds with a line begun, so that a reader meets a line that is not whole. */
  private boolean passesTheMiddle(AnalysisRequest request, Writer lines, Cancellation cancellation)
      throws IOException {
    boolean heeds = request.videoName().startsWith("hold");
    if (!heeds && !request.videoName().startsWith("stubborn")) {
      return true;
    }
    lines.flush();
    held.release();
    try {
      while (!released.tryAcquire(1, TimeUnit.MILLISECONDS)) {
        if (heeds && cancellation.isCancelled()) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts an analysis", e);
    }
    return true;
  }

  private static Progress progress(long done) {
    return new Progress(
        done, OptionalLong.of(FRAMES), 25, OptionalDouble.of((FRAMES - done) / 25.0));
  }
}
