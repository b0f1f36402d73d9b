package com.footanalytics.vision.upload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Removes what is kept no longer. Safe beside uploads, also of the same content, and beside other
 * sweeps.
 */
public final class VideoRetention {

  /** A video that has not come into the store in this time is one whose process died. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final VideoStore videos;
  private final Uploads uploads;
  private final VideoUse use;
  private final Optional<Duration> keepVideos;

  /**
   * @param keepVideos how long videos are kept; for ever if empty
   */
  public VideoRetention(
      VideoStore videos, Uploads uploads, VideoUse use, Optional<Duration> keepVideos) {
    this.videos = videos;
    this.uploads = uploads;
    this.use = use;
    this.keepVideos = keepVideos;
  }

  /** How much a sweep removed. */
  public record Swept(int uploads, int videos, int contents) {}

  /**
   * Removes expired uploads, videos past their time that no job needs, and contents that no video
   * has.
   *
   * @throws IOException if the object store fails; what is left goes with the next sweep
   */
  public Swept sweep(Instant now) throws IOException {
    int expired = uploads.expire(now);
    int old = 0;
    if (keepVideos.isPresent()) {
      for (String id : videos.idsBefore(now.minus(keepVideos.get()))) {
        if (videos.delete(id, use) == VideoDeletion.DELETED) {
          old++;
        }
      }
    }
    return new Swept(expired, old, videos.removeUnused(now.minus(ABANDONED)));
  }
}
