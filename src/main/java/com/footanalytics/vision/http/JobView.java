package com.footanalytics.vision.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobProgress;
import com.footanalytics.vision.job.JobState;
import java.net.URI;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A job on the wire.
 *
 * @param reason why it failed; only of a failed job
 * @param attempts how often its most often begun step was begun
 * @param trouble what keeps a running job from going on, or did so last
 * @param cancelRequested whether it has been asked to end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record JobView(
    String id,
    String video,
    String state,
    @Nullable String reason,
    int attempts,
    @Nullable String trouble,
    ProgressView progress,
    OptionsView options,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    boolean cancelRequested,
    Links links) {

  static final String ROOT = "/v1/jobs/";

  static JobView of(Job job) {
    return new JobView(
        job.id().value(),
        job.videoId(),
        job.state().kind().label(),
        job.state() instanceof JobState.Failed(String reason) ? reason : null,
        job.attempts(),
        job.trouble().orElse(null),
        ProgressView.of(job.state()),
        OptionsView.of(job.options()),
        job.times().created(),
        job.times().started().orElse(null),
        job.times().ended().orElse(null),
        job.cancelRequested(),
        Links.of(location(job), job.options().annotate()));
  }

  static String location(Job job) {
    return ROOT + job.id();
  }

  /**
   * How far the job is.
   *
   * @param ratio done part, 0 to 1; absent where it is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  record ProgressView(
      @Nullable Double ratio,
      @Nullable Long framesDone,
      @Nullable Long framesExpected,
      @Nullable Double framesPerSecond,
      @Nullable Double secondsLeft) {

    static ProgressView of(JobState state) {
      return switch (state) {
        case JobState.Queued _ -> new ProgressView(0.0, 0L, null, null, null);
        case JobState.Running(JobProgress progress) ->
            new ProgressView(
                boxed(progress.ratio()),
                progress.framesDone(),
                progress.framesExpected().isPresent()
                    ? progress.framesExpected().getAsLong()
                    : null,
                progress.framesPerSecond(),
                boxed(progress.secondsLeft()));
        case JobState.Succeeded _ -> new ProgressView(1.0, null, null, null, null);
        case JobState.Failed _, JobState.Cancelled _ ->
            new ProgressView(null, null, null, null, null);
      };
    }
  }

  /** The options as they will be used, defaults filled in. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OptionsView(
      @Nullable String model,
      int stride,
      @Nullable Double from,
      @Nullable Double to,
      boolean annotate) {

    static OptionsView of(JobOptions options) {
      return new OptionsView(
          options.model().orElse(null),
          options.stride(),
          boxed(options.fromSeconds()),
          boxed(options.toSeconds()),
          options.annotate());
    }
  }

  /** Where to go from here. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Links(URI self, URI events, URI detections, URI summary, @Nullable URI annotated) {

    static Links of(String self, boolean annotate) {
      return new Links(
          URI.create(self),
          URI.create(self + "/events"),
          URI.create(self + "/detections"),
          URI.create(self + "/summary"),
          annotate ? URI.create(self + "/annotated.mp4") : null);
    }
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
