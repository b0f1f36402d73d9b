package com.footanalytics.vision.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.footanalytics.vision.upload.StoredVideo;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored video on the wire.
 *
 * @param job the job that was started with the upload; absent if none was
 * @param jobRefused why none was started though one was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record VideoView(
    String id,
    String name,
    String sha256,
    long bytes,
    Instant createdAt,
    Links links,
    @Nullable JobView job,
    @Nullable String jobRefused) {

  static VideoView of(StoredVideo video) {
    return of(video, null, null);
  }

  static VideoView of(StoredVideo video, @Nullable JobView job, @Nullable String jobRefused) {
    String self = location(video);
    return new VideoView(
        video.id(),
        video.name(),
        video.sha256(),
        video.bytes(),
        video.createdAt(),
        new Links(
            URI.create(self), URI.create(self + "/jobs"), job == null ? null : job.links().self()),
        job,
        jobRefused);
  }

  static String location(StoredVideo video) {
    return "/v1/videos/" + video.id();
  }

  /** Where to go from here. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Links(URI self, URI jobs, @Nullable URI job) {}
}
