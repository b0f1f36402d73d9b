package com.footanalytics.vision.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.pipeline.JobDetections;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job's changes as they happen, as server-sent events: {@code progress}, then one {@code end};
 * each holds the job as it is then. With {@code results=true} every line of the detections comes
 * too, as {@code line}. A reader that was cut off sends the id of its last event as {@code
 * Last-Event-ID} and misses nothing that counts.
 */
@Path("/v1/jobs/{id}/events")
@Singleton
public final class JobEventsResource {

  private final JobStore store;
  private final JobDetections detections;
  private final Admission admission;
  private final ObjectWriter json;

  JobEventsResource(
      JobStore store, JobDetections detections, Admission admission, ObjectMapper json) {
    this.store = store;
    this.detections = detections;
    this.admission = admission;
    this.json = json.writer();
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RunOnVirtualThread
  public Response events(
      @PathParam("id") String id,
      @QueryParam("results") @Nullable String results,
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
    Job job = store.find(Parameters.jobId(id)).orElseThrow(() -> Parameters.noSuchJob(id));
    Optional<JobDetections> lines =
        Parameters.flag("results", results) ? Optional.of(detections) : Optional.empty();
    return Response.ok(
            new JobEvents(
                store,
                lines,
                admission,
                json,
                job,
                EventId.parse(lastEventId).orElse(EventId.NONE)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
