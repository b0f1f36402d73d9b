package com.footanalytics.vision.http;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobQuery;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.pipeline.JobVideos;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.pipeline.VideoFrames;
import com.footanalytics.vision.pipeline.VideoFrames.Answer;
import com.footanalytics.vision.pipeline.VideoFrames.Wanted;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single frames of a stored video, each exactly the one that results number. */
@Path("/v1/videos/{id}")
@Singleton
public final class VideoFramesResource {

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final JobVideos videos;
  private final JobStore jobs;
  private final VideoFrames frames;

  VideoFramesResource(JobVideos videos, JobStore jobs, VideoFrames frames) {
    this.videos = videos;
    this.jobs = jobs;
    this.frames = frames;
  }

  /** The frame with that number, from 0; with {@code annotated} what a job found is drawn in. */
  @GET
  @Path("frames/{frame}.jpg")
  @Produces("image/jpeg")
  @RunOnVirtualThread
  public Response frame(
      @PathParam("id") String id,
      @PathParam("frame") String frame,
      @QueryParam("annotated") @Nullable String annotated,
      @QueryParam("job") @Nullable String job,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch)
      throws IOException, InterruptedException {
    long number = Parameters.number("frame", frame, 0, 0, Long.MAX_VALUE);
    return answer(id, new Wanted.Number(number), drawn(id, annotated, job), ifNoneMatch);
  }

  /** The frame that is shown {@code time} seconds after the start. */
  @GET
  @Path("frames")
  @Produces("image/jpeg")
  @RunOnVirtualThread
  public Response frameAt(
      @PathParam("id") String id,
      @QueryParam("time") @Nullable String time,
      @QueryParam("annotated") @Nullable String annotated,
      @QueryParam("job") @Nullable String job,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch)
      throws IOException, InterruptedException {
    double seconds = Parameters.seconds("time", time);
    return answer(id, new Wanted.Time(seconds), drawn(id, annotated, job), ifNoneMatch);
  }

  private Response answer(
      String id, Wanted wanted, Optional<Job> drawn, @Nullable String ifNoneMatch)
      throws IOException, InterruptedException {
    JobVideo video = video(id);
    String tag =
        EntityTag.strong(
            "%s-%s-%s"
                .formatted(
                    video.sha256().substring(0, 32),
                    switch (wanted) {
                      case Wanted.Number(long frame) -> Long.toString(frame);
                      case Wanted.Time(double seconds) -> "t" + seconds;
                    },
                    drawn.map(job -> job.id().value()).orElse("")));
    if (EntityTag.matches(ifNoneMatch, tag)) {
      return Response.notModified().header(HttpHeaders.ETAG, tag).build();
    }
    return switch (frames.frame(video, wanted, drawn)) {
      case Answer.Picture(byte[] jpeg, long ptsTicks, double seconds) ->
          Response.ok(jpeg)
              .header(HttpHeaders.ETAG, tag)
              .header("X-Frame-Pts", ptsTicks)
              .header("X-Frame-Time", seconds)
              .build();
      case Answer.NoSuchFrame(long count) ->
          throw HttpProblem.notFound("video %s has %d frames".formatted(id, count));
      case Answer.Undecodable(String reason) -> throw HttpProblem.unreadable(reason);
      case Answer.Busy _ ->
          throw HttpProblem.tooMany("many frames are being decoded; try again soon", RETRY);
    };
  }

  private JobVideo video(String id) {
    return videos.find(id).orElseThrow(() -> HttpProblem.notFound("no video has the id " + id));
  }

  /** The job whose objects are wanted: the one named, else the newest that succeeded. */
  private Optional<Job> drawn(String video, @Nullable String annotated, @Nullable String job) {
    if (!Parameters.flag("annotated", annotated) && job == null) {
      return Optional.empty();
    }
    Optional<Job> found =
        job == null ? newest(video) : jobs.find(Parameters.jobId(job)).filter(Job::hasSucceeded);
    if (found.filter(one -> one.videoId().equals(video)).isEmpty()) {
      throw HttpProblem.conflict(
          "no job of video %s has succeeded that could be drawn; start one and wait for its end"
              .formatted(video));
    }
    return found;
  }

  private Optional<Job> newest(String video) {
    JobQuery query = JobQuery.newest(video, JobState.Kind.SUCCEEDED);
    return jobs.list(query).stream().findFirst();
  }
}
