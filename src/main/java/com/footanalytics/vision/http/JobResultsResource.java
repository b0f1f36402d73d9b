package com.footanalytics.vision.http;

import com.footanalytics.vision.http.ResultFile.Extent;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobFolders;
import com.footanalytics.vision.job.JobStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What jobs found. */
@Path("/v1/jobs/{id}")
@Singleton
public final class JobResultsResource {

  private final JobStore store;
  private final JobFolders folders;

  JobResultsResource(JobStore store, JobFolders folders) {
    this.store = store;
    this.folders = folders;
  }

  /** JSON lines; while the job runs, the whole lines there are so far. */
  @GET
  @Path("detections")
  @Produces("application/x-ndjson")
  @RunOnVirtualThread
  public Response detections(
      @PathParam("id") String id,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange)
      throws IOException {
    Job job = job(id);
    ResultFile file = file(job, "detections.jsonl");
    Optional<Extent> extent = file.soFar();
    if (extent.isEmpty() && !job.hasEnded()) {
      extent = Optional.of(new Extent(0, false));
    }
    return answer(file, extent.orElseThrow(() -> nothing(job)), range, ifRange);
  }

  @GET
  @Path("annotated.mp4")
  @Produces("video/mp4")
  @RunOnVirtualThread
  public Response annotated(
      @PathParam("id") String id,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange)
      throws IOException {
    Job job = job(id);
    if (!job.options().annotate()) {
      throw HttpProblem.notFound(
          "job %s was not asked for an annotated video; start one with annotate: true"
              .formatted(id));
    }
    return whenComplete(job, "annotated.mp4", range, ifRange);
  }

  @GET
  @Path("summary")
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public Response summary(@PathParam("id") String id) throws IOException {
    return whenComplete(job(id), "summary.json", null, null);
  }

  private Response whenComplete(
      Job job, String name, @Nullable String range, @Nullable String ifRange) throws IOException {
    ResultFile file = file(job, name);
    Optional<Extent> extent = file.whenComplete();
    if (extent.isEmpty() && !job.hasEnded()) {
      throw HttpProblem.conflict(
          "job %s is %s; %s comes when it is done"
              .formatted(job.id(), job.state().kind().label(), name));
    }
    return answer(file, extent.orElseThrow(() -> nothing(job)), range, ifRange);
  }

  private static Response answer(
      ResultFile file, Extent extent, @Nullable String range, @Nullable String ifRange) {
    Optional<String> wanted = ifRange == null ? Optional.ofNullable(range) : Optional.empty();
    return switch (ByteRange.of(wanted, extent.bytes())) {
      case ByteRange.Whole _ -> slice(file, 0, extent.bytes(), Response.ok()).build();
      case ByteRange.Part(long first, long last) ->
          slice(file, first, last - first + 1, Response.status(Response.Status.PARTIAL_CONTENT))
              .header(
                  "Content-Range",
                  "bytes %d-%d/%s".formatted(first, last, extent.complete() ? extent.bytes() : "*"))
              .build();
      case ByteRange.Outside _ ->
          throw HttpProblem.rangeNotSatisfiable(wanted.orElse(""), extent.bytes());
    };
  }

  private static Response.ResponseBuilder slice(
      ResultFile file, long first, long count, Response.ResponseBuilder answer) {
    StreamingOutput body = target -> file.write(first, count, target);
    return answer
        .header("Accept-Ranges", "bytes")
        .header(HttpHeaders.CONTENT_LENGTH, count)
        .entity(body);
  }

  private Job job(String id) {
    return store.find(Parameters.jobId(id)).orElseThrow(() -> Parameters.noSuchJob(id));
  }

  private ResultFile file(Job job, String name) {
    return new ResultFile(folders.of(job.id()), name);
  }

  private static HttpProblem nothing(Job job) {
    return HttpProblem.notFound(
        "job %s has no such result: it has %s".formatted(job.id(), job.state().kind().label()));
  }
}
