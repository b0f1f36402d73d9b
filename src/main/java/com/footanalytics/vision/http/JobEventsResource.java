package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.oip.Admission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A job's changes as they happen, as server-sent events: {@code progress}, then one {@code end};
 * each holds the job as it is then, and its version as the event's id.
 */
@Path("/v1/jobs/{id}/events")
@Singleton
public final class JobEventsResource {

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private final JobStore store;
  private final Admission admission;
  private final ObjectWriter json;

  JobEventsResource(JobStore store, Admission admission, ObjectMapper json) {
    this.store = store;
    this.admission = admission;
    this.json = json.writer();
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RunOnVirtualThread
  public Response events(@PathParam("id") String id) {
    Job job = store.find(Parameters.jobId(id)).orElseThrow(() -> Parameters.noSuchJob(id));
    StreamingOutput events = target -> follow(job, target);
    return Response.ok(events).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  /** Ends with the job, with the reader, or in a quiet moment of a service that is stopping. */
  private void follow(Job first, OutputStream target) throws IOException {
    try {
      Job job = first;
      send(event(job), target);
      while (!job.hasEnded()) {
        Optional<Job> next = store.awaitChange(job.id(), job.version(), HEARTBEAT);
        if (next.isEmpty()) {
          return;
        }
        boolean quiet = next.get().version() == job.version();
        if (quiet && admission.refusal().isPresent()) {
          return;
        }
        job = next.get();
        send(quiet ? COMMENT : event(job), target);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the events of job " + first.id() + " were broken off");
    }
  }

  private byte[] event(Job job) throws IOException {
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(
            job.version(),
            job.hasEnded() ? "end" : "progress",
            json.writeValueAsString(JobView.of(job)))
        .getBytes(UTF_8);
  }

  private static void send(byte[] event, OutputStream target) throws IOException {
    target.write(event);
    target.flush();
  }
}
