package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.preprocess.Letterbox;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A small share of the frames of videos, kept for a second look by the float32 weights of the model
 * that saw them. At most one frame is kept, and others pass until it is given back. Thread-safe.
 */
public final class FrameSamples {

  /** Keeps none. */
  public static final FrameSamples NONE = new FrameSamples(0);

  private final double share;

  @GuardedBy("this")
  private double due;

  /** Holds the kept frame's picture, of whatever model; grows to the largest. */
  @GuardedBy("this")
  private ByteBuffer picture = ByteBuffer.allocateDirect(0);

  @GuardedBy("this")
  private @Nullable FrameSample kept;

  @GuardedBy("this")
  private boolean taken;

  /**
   * @param share of the frames, 0 to 1
   */
  public FrameSamples(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }
    this.share = share;
  }

  /**
   * Keeps a frame, if it is one's turn and there is room.
   *
   * @param pixels as the model took them; stay the caller's
   * @param outputs what it answered, in row {@code row}
   */
  void offer(
      ServedDetector served, MemorySegment pixels, Outputs outputs, int row, Letterbox letterbox) {
    if (share > 0 && served.detector().hasTwin()) {
      keepIfDue(served, pixels, outputs, row, letterbox);
    }
  }

  private synchronized void keepIfDue(
      ServedDetector served, MemorySegment pixels, Outputs outputs, int row, Letterbox letterbox) {
    due = Math.min(1, due + share);
    if (due < 1 || kept != null) {
      return;
    }
    due = 0;
    if (picture.capacity() < pixels.byteSize()) {
      picture = ByteBuffer.allocateDirect(Math.toIntExact(pixels.byteSize()));
    }
    MemorySegment copy =
        MemorySegment.ofBuffer(picture.clear()).asSlice(0, pixels.byteSize()).copyFrom(pixels);
    kept = new FrameSample(served, copy, new FrameSample.Seen(outputs, row, letterbox), this);
    notifyAll();
  }

  /** The next frame that is kept; to be closed by the caller. */
  public synchronized FrameSample take() throws InterruptedException {
    while (kept == null || taken) {
      wait();
    }
    taken = true;
    return kept;
  }

  /** There is room again. */
  synchronized void giveBack() {
    kept = null;
    taken = false;
  }
}
