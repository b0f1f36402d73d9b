package com.footanalytics.vision.http;

import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a body while it comes in, never further than the body may be large. For one thread. */
final class Inflation implements AutoCloseable {
  private static final int GZIP_TRAILER_BYTES = 8;

  private final IncomingBody target;
  private final boolean gzip;
  private final Inflater inflater;
  private final GzipHeader header = new GzipHeader();
  private final CRC32 checksum = new CRC32();
  private final ByteBuffer trailer = ByteBuffer.allocate(GZIP_TRAILER_BYTES);
  private final byte[] probe = new byte[1];

  /**
   * @param target what gets the inflated bytes; stays its owner's
   * @param gzip whether it comes as gzip; else as zlib, which HTTP calls deflate
   */
  Inflation(IncomingBody target, boolean gzip) {
    this.target = target;
    this.gzip = gzip;
    this.inflater = new Inflater(gzip);
  }

  /**
   * Adds what came.
   *
   * @throws FailureException if it is damaged, or more than is taken, or there is no room
   */
  void append(ByteBuffer piece) {
    if (gzip && !header.read(piece)) {
      return;
    }
    try {
      inflater.setInput(piece);
      boolean moved = true;
      while (!inflater.finished() && (moved || !inflater.needsInput())) {
        moved = step();
      }
    } catch (DataFormatException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
    if (inflater.finished()) {
      readTrailer(piece);
    }
  }

  /**
   * Nothing more comes.
   *
   * @throws FailureException if something is missing
   */
  void end() {
    if (!inflater.finished() || (gzip && trailer.hasRemaining())) {
      throw damaged("it ends too early");
    }
  }

  /** Inflates as much as there is room for; whether that was anything. */
  private boolean step() throws DataFormatException {
    ByteBuffer room = target.room();
    ByteBuffer written = room.duplicate();
    if (!room.hasRemaining()) {
      if (inflater.inflate(probe) > 0) {
        throw target.tooLarge();
      }
    } else {
      inflater.inflate(room);
    }
    if (inflater.needsDictionary()) {
      throw damaged("it needs a dictionary");
    }
    written.limit(room.position());
    boolean moved = written.hasRemaining();
    checksum.update(written);
    return moved;
  }

  private void readTrailer(ByteBuffer piece) {
    while (gzip && piece.hasRemaining() && trailer.hasRemaining()) {
      trailer.put(piece.get());
    }
    if (piece.hasRemaining()) {
      throw damaged("something follows its end");
    }
    if (gzip && !trailer.hasRemaining()) {
      int crc = Integer.reverseBytes(trailer.getInt(0));
      int length = Integer.reverseBytes(trailer.getInt(Integer.BYTES));
      if (crc != (int) checksum.getValue() || length != (int) inflater.getBytesWritten()) {
        throw damaged("its checksum is wrong");
      }
    }
  }

  private static FailureException damaged(String reason) {
    return new FailureException(Failure.Code.INVALID, "the compressed body is damaged: " + reason);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
