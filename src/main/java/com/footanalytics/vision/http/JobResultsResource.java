package com.footanalytics.vision.http;

import com.footanalytics.vision.http.StoredResult.Wish;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.pipeline.JobDetections;
import com.footanalytics.vision.pipeline.JobKeys;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What jobs found. */
@Path("/v1/jobs/{id}")
@Singleton
public final class JobResultsResource {

  private final JobStore store;
  private final JobDetections detections;
  private final ObjectStore objects;
  private final Admission admission;

  JobResultsResource(
      JobStore store, JobDetections detections, ObjectStore objects, Admission admission) {
    this.store = store;
    this.detections = detections;
    this.objects = objects;
    this.admission = admission;
  }

  /**
   * JSON lines; while the job runs, the whole lines there are so far, or with {@code follow} those
   * from {@code offset} on and every one that comes until the job has ended.
   */
  @GET
  @Path("detections")
  @Produces("application/x-ndjson")
  @RunOnVirtualThread
  public Response detections(
      @PathParam("id") String id,
      @QueryParam("follow") @Nullable String follow,
      @QueryParam("offset") @Nullable String offset,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
      @HeaderParam("Accept-Encoding") @Nullable String acceptEncoding)
      throws IOException {
    Job job = job(id);
    if (Parameters.flag("follow", follow)) {
      long first = Parameters.number("offset", offset, 0, 0, Long.MAX_VALUE);
      return Response.ok(new FollowedLines(store, detections, admission, job, first)).build();
    }
    Optional<JobDetections.Extent> extent = detections.of(job);
    if (extent.isEmpty()) {
      if (job.hasEnded()) {
        throw nothing(job);
      }
      return new StoredResult(0, false, Optional.empty(), (_, _, _) -> {})
          .answer(Wish.PLAIN, false);
    }
    JobDetections.Extent there = extent.get();
    return new StoredResult(
            there.bytes(), there.complete(), tag(job, "detections", there), there::write)
        .answer(new Wish(range, ifRange, ifNoneMatch, acceptEncoding), true);
  }

  @GET
  @Path("annotated.mp4")
  @Produces("video/mp4")
  @RunOnVirtualThread
  public Response annotated(
      @PathParam("id") String id,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch)
      throws IOException {
    Job job = job(id);
    if (!job.options().annotate()) {
      throw HttpProblem.notFound(
          "job %s was not asked for an annotated video; start one with annotate: true"
              .formatted(id));
    }
    return whenDone(job, "annotated.mp4", JobKeys.annotated(job.id()))
        .answer(new Wish(range, ifRange, ifNoneMatch, null), false);
  }

  @GET
  @Path("summary")
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public Response summary(
      @PathParam("id") String id,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
      @HeaderParam("Accept-Encoding") @Nullable String acceptEncoding)
      throws IOException {
    Job job = job(id);
    return whenDone(job, "summary.json", JobKeys.summary(job.id()))
        .answer(new Wish(null, null, ifNoneMatch, acceptEncoding), true);
  }

  private StoredResult whenDone(Job job, String name, ObjectKey key) throws IOException {
    if (!job.hasEnded()) {
      throw HttpProblem.conflict(
          "job %s is %s; %s comes when it is done"
              .formatted(job.id(), job.state().kind().label(), name));
    }
    OptionalLong bytes = job.hasSucceeded() ? objects.size(key) : OptionalLong.empty();
    if (bytes.isEmpty()) {
      throw nothing(job);
    }
    return new StoredResult(
        bytes.getAsLong(),
        true,
        Optional.of(EntityTag.strong("%s-%s-%d".formatted(job.id(), name, bytes.getAsLong()))),
        (first, count, target) -> {
          try (InputStream in = objects.read(key, first, count)) {
            in.transferTo(target);
          }
        });
  }

  private static Optional<String> tag(Job job, String name, JobDetections.Extent extent) {
    return extent.complete()
        ? Optional.of(EntityTag.strong("%s-%s-%d".formatted(job.id(), name, extent.bytes())))
        : Optional.empty();
  }

  private Job job(String id) {
    return store.find(Parameters.jobId(id)).orElseThrow(() -> Parameters.noSuchJob(id));
  }

  private static HttpProblem nothing(Job job) {
    return HttpProblem.notFound(
        "job %s has no such result: it has %s".formatted(job.id(), job.state().kind().label()));
  }
}
