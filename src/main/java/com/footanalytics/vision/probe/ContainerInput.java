package com.footanalytics.vision.probe;

import org.bytedeco.ffmpeg.avformat.AVIOContext;

/** What a container's bytes come through. Owns its native memory. One thread at a time. */
interface ContainerInput extends AutoCloseable {

  /**
   * Makes {@link #io()} ready, once.
   *
   * @return 0 or one of FFmpeg's error codes
   */
  int open(Deadline deadline);

  /** Where FFmpeg reads; owned by this. */
  AVIOContext io();

  /** What FFmpeg is to take for the name; empty if there is none. */
  String url();

  /** Whether the first kilobytes are a transport stream; to be asked before anything is read. */
  boolean isTransportStream();

  /** Throws what reading failed with, if it failed outside of FFmpeg. */
  void rethrow();

  /** Time spent so far waiting for bytes that others send. */
  long waitedNanos();

  @Override
  void close();
}
