package com.footanalytics.vision.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A part of an object; where the connection breaks it goes on from there over another one, as long
 * as the object is the same.
 */
final class S3Stream extends InputStream {

  private static final int BREAKS = 5;

  private final Source source;
  private ResponseInputStream<GetObjectResponse> open;
  private final String tag;
  private final long end;
  private long at;
  private int breaks;

  /** Opens an object's bytes from an offset to the end of the part. */
  @FunctionalInterface
  interface Source {

    /**
     * @param tag the object must have; empty for any
     */
    ResponseInputStream<GetObjectResponse> open(long first, String tag) throws IOException;
  }

  S3Stream(Source source, long first) throws IOException {
    this.source = source;
    this.at = first;
    this.open = source.open(first, "");
    this.tag = open.response().eTag();
    this.end = first + open.response().contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      try {
        int read = open.read(target, offset, length);
        if (read < 0 && at < end) {
          throw new EOFException("the connection ended %d bytes early".formatted(end - at));
        }
        if (read > 0) {
          at += read;
          breaks = 0;
        }
        return read;
      } catch (IOException | SdkException e) {
        if (++breaks > BREAKS) {
          throw e;
        }
        open.abort();
        open = source.open(at, tag);
      }
    }
  }

  /** Ends the connection rather than read what is left. */
  @Override
  public void close() {
    open.abort();
  }
}
