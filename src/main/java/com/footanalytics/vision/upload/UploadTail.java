package com.footanalytics.vision.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;

/** The end of an upload while bytes are appended to it. One thread at a time, but for closing. */
interface UploadTail extends AutoCloseable {

  /**
   * Appends.
   *
   * @throws ClosedChannelException if someone else has taken over
   */
  void write(ByteBuffer chunk) throws IOException;

  /**
   * Brings what was appended to where it outlives the process.
   *
   * @return the objects it lies in, to be recorded
   */
  List<UploadPart> force() throws IOException;

  /** Drops what was appended since it was forced last. */
  void discard() throws IOException;

  /**
   * A file with all bytes of the upload.
   *
   * @param recorded the parts that were recorded
   * @return may be moved away; else is removed when this is closed
   */
  Path whole(List<UploadPart> recorded) throws IOException;

  @Override
  void close() throws IOException;
}
