package com.footanalytics.vision.decode;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** The packets that a decoder is fed, in order. One thread. */
interface Packets extends AutoCloseable {

  /** Reads the next packet into {@link #packet()}; false if there is none. */
  boolean advance() throws InterruptedException;

  /** The packet last read; overwritten by the next. */
  AVPacket packet();

  /** Packets of the stream that were read off the file so far, whatever became of them. */
  long taken();

  /** Reads that failed so far. */
  long failures();

  /** Time spent so far waiting for bytes that others send. */
  long waitedNanos();

  /** Why {@link #advance()} ended before all packets came, in words; empty if it did not. */
  Optional<String> breach();

  @Override
  void close();
}
