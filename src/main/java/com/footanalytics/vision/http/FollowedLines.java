package com.footanalytics.vision.http;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.pipeline.JobDetections;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A job's detection lines as they come, until the job has ended or the service stops; a reader that
 * is cut off asks again from the byte after its last. Waits on the thread that writes.
 */
final class FollowedLines implements StreamingOutput {

  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final JobStore store;
  private final JobDetections detections;
  private final Admission admission;
  private final Job first;
  private final long offset;

  /**
   * @param offset bytes that the reader has already
   */
  FollowedLines(
      JobStore store, JobDetections detections, Admission admission, Job first, long offset) {
    this.store = store;
    this.detections = detections;
    this.admission = admission;
    this.first = first;
    this.offset = offset;
  }

  @Override
  public void write(OutputStream target) throws IOException {
    try {
      long sent = offset;
      Optional<Job> job = Optional.of(first);
      while (job.isPresent()) {
        Job now = job.get();
        Optional<JobDetections.Extent> extent = detections.of(now);
        long there = extent.map(JobDetections.Extent::bytes).orElse(0L);
        if (extent.isPresent() && there > sent) {
          extent.get().write(sent, there - sent, target);
          target.flush();
          sent = there;
        } else if (now.hasEnded() || admission.closed().isPresent()) {
          return;
        }
        job = now.hasEnded() ? job : store.awaitChange(now.id(), now.version(), PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the lines of job %s were broken off".formatted(first.id()));
    }
  }
}
