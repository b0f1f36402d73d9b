package com.footanalytics.vision.http;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobDesk;
import com.footanalytics.vision.job.JobDesk.Cancel;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore.Submission;
import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.telemetry.JobTelemetry;
import com.footanalytics.vision.telemetry.Tracing;
import jakarta.inject.Singleton;

/** Starts and cancels jobs for callers, and counts those that end before a worker has them. */
@Singleton
final class JobOrders {

  private final JobDesk desk;
  private final JobTelemetry telemetry;
  private final Tracing tracing;

  JobOrders(JobDesk desk, JobTelemetry telemetry, Tracing tracing) {
    this.desk = desk;
    this.telemetry = telemetry;
    this.tracing = tracing;
  }

  /**
   * @throws HttpProblem if as many jobs wait as may wait
   */
  Job start(String videoId, JobOptions options) {
    return switch (desk.submit(videoId, options, tracing.traceParent())) {
      case Submission.Accepted(Job job) -> job;
      case Submission.Full(int queued) -> {
        telemetry.ended(JobOutcome.REJECTED);
        throw HttpProblem.tooMany(
            queued + " jobs wait already; try again later", desk.retryAfter());
      }
    };
  }

  /**
   * Cancels, or sees that it is cancelled already.
   *
   * @throws HttpProblem if there is no such job, or it has ended otherwise
   */
  Job cancel(JobId id) {
    return switch (desk.cancel(id)) {
      case Cancel.Ended(Job job) -> {
        telemetry.ended(JobOutcome.CANCELLED);
        yield job;
      }
      case Cancel.Requested(Job job) -> job;
      case Cancel.TooLate(Job job) -> {
        if (job.state() instanceof JobState.Cancelled) {
          yield job;
        }
        throw HttpProblem.conflict(
            "job %s has %s already".formatted(id, job.state().kind().label()));
      }
      case Cancel.Unknown _ -> throw Parameters.noSuchJob(id.value());
    };
  }
}
