package com.footanalytics.vision.decode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A fixed number of native picture shells that are lent out and come back, from any thread. A shell
 * that is out when the pool is closed is freed when it comes back. Thread-safe.
 */
final class FramePool implements AutoCloseable {

  private final Semaphore available;
  private final Deque<Shell> idle = new ArrayDeque<>();
  private boolean closed;

  FramePool(int shells) {
    available = new Semaphore(shells);
    for (int i = 0; i < shells; i++) {
      idle.push(new Shell(avutil.av_frame_alloc()));
    }
  }

  /**
   * An empty shell; waits until there is one.
   *
   * @throws IllegalStateException if the pool is closed
   */
  Shell take() throws InterruptedException {
    available.acquire();
    synchronized (idle) {
      if (closed) {
        available.release();
        throw new IllegalStateException("frame pool is closed");
      }
      return idle.pop();
    }
  }

  /** Frees what is in; what is out follows as it comes back. */
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(shell -> avutil.av_frame_free(shell.picture));
      idle.clear();
    }
  }

  /** One native picture, out with whoever took it until it is given back. */
  final class Shell {

    private final AVFrame picture;

    private Shell(AVFrame picture) {
      this.picture = picture;
    }

    AVFrame picture() {
      return picture;
    }

    /** Drops the pixels and returns the shell; once for every time it was taken. */
    void giveBack() {
      avutil.av_frame_unref(picture);
      synchronized (idle) {
        if (closed) {
          avutil.av_frame_free(picture);
        } else {
          idle.push(this);
        }
      }
      available.release();
    }
  }
}
