package com.footanalytics.vision.decode;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One decoded picture. Owns its native memory until {@link #close()}, which gives the shell back to
 * the decoder it came from; whoever holds the frame closes it, exactly once. Not thread-safe;
 * handed from thread to thread whole.
 */
public final class Frame implements AutoCloseable {

  private final AVFrame picture;
  private final long index;
  private final long ptsTicks;
  private final boolean corrupt;
  private final Runnable giveBack;
  private boolean closed;

  Frame(AVFrame picture, long index, long ptsTicks, boolean corrupt, Runnable giveBack) {
    this.picture = picture;
    this.index = index;
    this.ptsTicks = ptsTicks;
    this.corrupt = corrupt;
    this.giveBack = giveBack;
  }

  /** The native picture, coded orientation; valid until {@link #close()}, never to be freed. */
  public AVFrame picture() {
    if (closed) {
      throw new IllegalStateException("frame " + index + " is closed");
    }
    return picture;
  }

  /** Position among the decoded frames of the stream, from 0, in presentation order. */
  public long index() {
    return index;
  }

  /** The stream's own presentation timestamp, in ticks of its time base. */
  public long ptsTicks() {
    return ptsTicks;
  }

  /** Whether the decoder reported damage in this picture. */
  public boolean corrupt() {
    return corrupt;
  }

  /** Coded width in pixels; may differ from the stream's when the size changes mid-stream. */
  public int width() {
    return picture().width();
  }

  /** Coded height in pixels; may differ from the stream's when the size changes mid-stream. */
  public int height() {
    return picture().height();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      giveBack.run();
    }
  }
}
