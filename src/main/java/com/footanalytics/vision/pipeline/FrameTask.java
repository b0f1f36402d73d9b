package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.postprocess.Detection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way from the preprocessor to the writer. Holds the frame's pixels only if the
 * writer needs them; whoever holds the task closes it.
 */
final class FrameTask implements AutoCloseable {

  private final long index;
  private final long ptsTicks;
  private final boolean corrupt;
  private final boolean skipped;
  private final long offeredNanos;
  private final CountDownLatch done;
  private final @Nullable Frame pixels;
  private volatile List<Detection> detections = List.of();
  private volatile @Nullable Throwable failure;

  private FrameTask(Frame frame, boolean skipped, boolean keepPixels, long offeredNanos) {
    this.index = frame.index();
    this.ptsTicks = frame.ptsTicks();
    this.corrupt = frame.corrupt();
    this.skipped = skipped;
    this.offeredNanos = offeredNanos;
    this.done = new CountDownLatch(skipped ? 0 : 1);
    this.pixels = keepPixels ? frame : null;
  }

  /** A task that waits for its detections; takes over the frame if {@code keepPixels}. */
  static FrameTask toInfer(Frame frame, boolean keepPixels, long offeredNanos) {
    return new FrameTask(frame, false, keepPixels, offeredNanos);
  }

  /** A task that is complete without detections; takes over the frame if {@code keepPixels}. */
  static FrameTask toSkip(Frame frame, boolean keepPixels) {
    return new FrameTask(frame, true, keepPixels, 0);
  }

  long index() {
    return index;
  }

  long ptsTicks() {
    return ptsTicks;
  }

  boolean corrupt() {
    return corrupt;
  }

  boolean skipped() {
    return skipped;
  }

  long offeredNanos() {
    return offeredNanos;
  }

  @Nullable Frame pixels() {
    return pixels;
  }

  void complete(List<Detection> found) {
    detections = found;
    done.countDown();
  }

  /** There will be no detections. */
  void fail(Throwable cause) {
    failure = cause;
    done.countDown();
  }

  /**
   * Waits for the detections; there is no need to where the frame was skipped. What kept them from
   * being found is thrown as it was.
   */
  List<Detection> await() throws InterruptedException {
    done.await();
    return switch (failure) {
      case null -> detections;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable checked -> throw new IllegalStateException(checked);
    };
  }

  @Override
  public void close() {
    if (pixels != null) {
      pixels.close();
    }
  }
}
