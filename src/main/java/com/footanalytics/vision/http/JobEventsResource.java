package com.footanalytics.vision.http;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Optional;

/**
 * A job's changes as they happen: {@code progress} events, then one {@code end}; each holds the job
 * as it is then, and its version as the event's id.
 */
@Path("/v1/jobs/{id}/events")
@Singleton
public final class JobEventsResource {

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final JobStore store;
  private final Admission admission;

  JobEventsResource(JobStore store, Admission admission) {
    this.store = store;
    this.admission = admission;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RunOnVirtualThread
  public void events(@PathParam("id") String id, @Context SseEventSink sink, @Context Sse sse)
      throws InterruptedException {
    JobId jobId = Parameters.jobId(id);
    Job job = store.find(jobId).orElseThrow(() -> Parameters.noSuchJob(id));
    try (sink) {
      send(sink, event(sse, job));
      while (!job.hasEnded() && !sink.isClosed()) {
        Optional<Job> next = store.awaitChange(jobId, job.version(), HEARTBEAT);
        if (next.isEmpty()) {
          return;
        }
        boolean quiet = next.get().version() == job.version();
        if (quiet && admission.refusal().isPresent()) {
          return;
        }
        job = next.get();
        send(sink, quiet ? sse.newEventBuilder().comment("").build() : event(sse, job));
      }
    }
  }

  private static void send(SseEventSink sink, OutboundSseEvent event) {
    sink.send(event).toCompletableFuture().join();
  }

  private static OutboundSseEvent event(Sse sse, Job job) {
    return sse.newEventBuilder()
        .id(Long.toString(job.version()))
        .name(job.hasEnded() ? "end" : "progress")
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(JobView.class, JobView.of(job))
        .build();
  }
}
