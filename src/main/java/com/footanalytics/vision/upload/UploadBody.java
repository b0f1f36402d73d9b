package com.footanalytics.vision.upload;

import java.io.IOException;
import java.time.Duration;

/** Bytes on their way in. For one reader. */
@FunctionalInterface
public interface UploadBody {

  /**
   * Reads some bytes.
   *
   * @param patience how long to wait for one at least
   * @return how many came, 0 if none did in time; -1 at the end
   * @throws IOException if it breaks off
   */
  int read(byte[] buffer, Duration patience) throws IOException;
}
