package com.footanalytics.vision.probe;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A moment after which FFmpeg gives up whatever it is doing in a container. Owns the native cell
 * that FFmpeg is pointed at; closed after the container is.
 */
final class Deadline implements AutoCloseable {

  private static final Expired EXPIRED = new Expired();

  private final LongPointer nanoTime = new LongPointer(1);
  private final AVIOInterruptCB callback = new AVIOInterruptCB();

  Deadline() {
    callback.callback(EXPIRED).opaque(nanoTime);
  }

  /** From now on there is that much time. */
  void restart(Duration allowance) {
    nanoTime.put(System.nanoTime() + allowance.toNanos());
  }

  /** There is that much more time. */
  void extend(long nanos) {
    nanoTime.put(nanoTime.get() + nanos);
  }

  boolean expired() {
    return System.nanoTime() - nanoTime.get() > 0;
  }

  /** What FFmpeg is to ask; FFmpeg copies it. */
  AVIOInterruptCB callback() {
    return callback;
  }

  @Override
  public void close() {
    callback.close();
    nanoTime.close();
  }

  /** One instance serves every container: the cell to look at comes with the call. */
  private static final class Expired extends AVIOInterruptCB.Callback_Pointer {

    @Override
    public int call(Pointer cell) {
      return System.nanoTime() - new LongPointer(cell).get() > 0 ? 1 : 0;
    }
  }
}
