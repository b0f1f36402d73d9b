package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobQuery;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs: listed, looked up, cancelled. */
@Path("/v1/jobs")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public final class JobsResource {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final JobStore store;
  private final JobOrders orders;

  JobsResource(JobStore store, JobOrders orders) {
    this.store = store;
    this.orders = orders;
  }

  @GET
  @RunOnVirtualThread
  public JobPage list(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after,
      @QueryParam("state") @Nullable String state,
      @QueryParam("video") @Nullable String video) {
    int wanted = (int) Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    Optional<JobState.Kind> kind = Optional.ofNullable(state).map(JobsResource::kind);
    Optional<JobId> cursor = Optional.ofNullable(after).map(JobsResource::cursor);
    JobQuery query = new JobQuery(wanted + 1, cursor, kind, Optional.ofNullable(video));
    List<Job> found = store.list(query);
    List<Job> page = found.subList(0, Math.min(wanted, found.size()));
    return new JobPage(
        page.stream().map(JobView::of).toList(),
        found.size() > wanted ? next(page.getLast(), wanted, query) : null);
  }

  @GET
  @Path("{id}")
  @RunOnVirtualThread
  public JobView job(@PathParam("id") String id) {
    return store
        .find(Parameters.jobId(id))
        .map(JobView::of)
        .orElseThrow(() -> Parameters.noSuchJob(id));
  }

  /** Answers 200 once the job has ended, 202 while its worker is yet to end it. */
  @DELETE
  @Path("{id}")
  @RunOnVirtualThread
  public Response cancel(@PathParam("id") String id) {
    Job job = orders.cancel(Parameters.jobId(id));
    return Response.status(job.hasEnded() ? Response.Status.OK : Response.Status.ACCEPTED)
        .entity(JobView.of(job))
        .build();
  }

  private static JobState.Kind kind(String text) {
    return JobState.Kind.parse(text)
        .orElseThrow(() ->
            HttpProblem.badRequest(
                "state: %s (expected: queued, running, succeeded, failed or cancelled)"
                    .formatted(text)));
  }

  private static JobId cursor(String text) {
    return JobId.parse(text)
        .orElseThrow(() -> HttpProblem.badRequest("after: %s is no job id".formatted(text)));
  }

  private static URI next(Job last, int limit, JobQuery query) {
    String state = query.kind().map(kind -> "&state=" + kind.label()).orElse("");
    String video = query.videoId().map(id -> "&video=" + URLEncoder.encode(id, UTF_8)).orElse("");
    return URI.create("/v1/jobs?limit=%d&after=%s%s%s".formatted(limit, last.id(), state, video));
  }
}
