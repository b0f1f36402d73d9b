package com.footanalytics.vision.http;

import java.io.IOException;
import java.io.InputStream;

/** Small request bodies that are read whole. */
final class Bodies {

  private Bodies() {}

  /**
   * The whole body.
   *
   * @throws HttpProblem if it has more than {@code maxBytes}
   */
  static byte[] read(InputStream body, int maxBytes) throws IOException {
    byte[] read = body.readNBytes(maxBytes + 1);
    if (read.length > maxBytes) {
      throw HttpProblem.tooLarge(maxBytes);
    }
    return read;
  }
}
