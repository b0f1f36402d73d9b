package com.footanalytics.vision.oip;

import com.footanalytics.vision.batch.NativePool;
import java.time.Duration;
import java.util.Optional;

/** Room in memory for what requests bring. */
public final class RequestRoom {
  private static final Duration SOON = Duration.ofSeconds(1);

  private RequestRoom() {}

  /**
   * Memory of that many bytes, the caller's until closed.
   *
   * @throws FailureException if the others leave no room now
   */
  public static NativePool.Slab take(NativePool pool, long bytes) {
    return pool.take(bytes)
        .orElseThrow(() ->
            new FailureException(
                new Failure(
                    Failure.Code.OVERLOADED,
                    "no room for %d bytes beside other requests; try again later".formatted(bytes),
                    Optional.of(SOON))));
  }
}
