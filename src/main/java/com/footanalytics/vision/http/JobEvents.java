package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.pipeline.JobDetections;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * The events of one job for one reader, written as they happen on the thread that waits for them.
 * Ends with the job, with the reader, or in a quiet moment of a service that is stopping.
 */
final class JobEvents implements StreamingOutput {

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration RESULTS_PATIENCE = Duration.ofMillis(250);
  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private final JobStore store;
  private final Optional<JobDetections> detections;
  private final Admission admission;
  private final ObjectWriter json;
  private final Job first;
  private EventId seen;

  /**
   * @param detections where lines come from, if the reader wants them
   * @param seen what the reader has already
   */
  JobEvents(
      JobStore store,
      Optional<JobDetections> detections,
      Admission admission,
      ObjectWriter json,
      Job first,
      EventId seen) {
    this.store = store;
    this.detections = detections;
    this.admission = admission;
    this.json = json;
    this.first = first;
    this.seen = seen;
  }

  @Override
  public void write(OutputStream target) throws IOException {
    try {
      follow(target);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the events of job " + first.id() + " were broken off");
    }
  }

  private void follow(OutputStream target) throws IOException, InterruptedException {
    Optional<Job> next = Optional.of(first);
    long spokenNanos = System.nanoTime();
    while (next.isPresent()) {
      Job job = next.get();
      boolean spoke = !job.hasEnded() && job.version() > seen.version();
      if (spoke) {
        send("progress", job, target);
      }
      spoke |= lines(job, target);
      if (job.hasEnded()) {
        send("end", job, target);
        return;
      }
      if (!spoke && admission.refusal().isPresent()) {
        return;
      }
      if (!spoke && System.nanoTime() - spokenNanos >= HEARTBEAT.toNanos()) {
        target.write(COMMENT);
        spoke = true;
      }
      if (spoke) {
        target.flush();
        spokenNanos = System.nanoTime();
      }
      next =
          store.awaitChange(
              job.id(), job.version(), detections.isPresent() ? RESULTS_PATIENCE : HEARTBEAT);
    }
  }

  /** Sends the lines there are beyond those seen; whether there were any. */
  private boolean lines(Job job, OutputStream target) throws IOException {
    Optional<JobDetections.Extent> extent =
        detections.isPresent() ? detections.get().of(job) : Optional.empty();
    long there = extent.map(JobDetections.Extent::bytes).orElse(0L);
    if (extent.isEmpty() || there <= seen.bytes()) {
      return false;
    }
    extent.get().write(seen.bytes(), there - seen.bytes(), new LineEvents(target));
    return true;
  }

  private void send(String name, Job job, OutputStream target) throws IOException {
    seen = seen.withVersion(job.version());
    send(name, json.writeValueAsString(JobView.of(job)), target);
  }

  private void send(String name, String data, OutputStream target) throws IOException {
    target.write("id: %s\nevent: %s\ndata: %s\n\n".formatted(seen, name, data).getBytes(UTF_8));
  }

  /** Makes an event of every line that is written to it. */
  private final class LineEvents extends OutputStream {

    private final OutputStream target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineEvents(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      if (b != '\n') {
        line.write(b);
        return;
      }
      seen = new EventId(Math.max(0, seen.version()), seen.bytes() + line.size() + 1);
      send("line", line.toString(UTF_8), target);
      line.reset();
    }
  }
}
