package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobPlan;
import com.footanalytics.vision.job.JobProgress;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobSteps;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.sink.SinkException;
import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.telemetry.JobTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Does the steps of jobs: looks at the video and plans its segments, analyses each, puts the
 * results together. Thread-safe.
 */
public final class SegmentedJobs implements JobSteps {

  private static final System.Logger LOG = System.getLogger(SegmentedJobs.class.getName());

  private final JobTools tools;
  private final JobSettings settings;
  private final JobTelemetry telemetry;
  private final String worker;
  private final JobPreparation preparation;
  private final JobFinish finish;
  private final RunningSteps running;

  /**
   * @param worker names this process in the segment store
   * @param running knows what runs; stays the caller's
   */
  public SegmentedJobs(
      JobTools tools,
      JobSettings settings,
      JobTelemetry telemetry,
      String worker,
      RunningSteps running) {
    this.tools = tools;
    this.settings = settings;
    this.telemetry = telemetry;
    this.worker = worker;
    this.preparation = new JobPreparation(tools, settings);
    this.finish = new JobFinish(tools);
    this.running = running;
  }

  @Override
  public Answer prepare(JobId id) {
    return step(
        id,
        (job, video, _) -> {
          Optional<String> objection = preparation.prepare(job, video);
          objection.ifPresent(reason -> end(id, new JobState.Failed(reason)));
          return new Answer.Done();
        });
  }

  @Override
  public Answer segment(JobId id, int number) {
    Optional<Segment> begun = tools.segments().begin(id, number, worker);
    if (begun.isEmpty()) {
      return new Answer.Done();
    }
    Answer answer = new Answer.HandedBack();
    try {
      answer = step(id, (job, video, stop) -> analyse(job, video, begun.get(), stop));
    } finally {
      if (!(answer instanceof Answer.Done)) {
        tools.segments().handBack(id, number, worker);
      }
    }
    return answer;
  }

  @Override
  public Answer finish(JobId id) {
    return step(
        id,
        (job, video, stop) -> {
          Optional<String> objection = finish.finish(job, video, stop);
          end(id, objection.<JobState>map(JobState.Failed::new).orElseGet(JobState.Succeeded::new));
          return new Answer.Done();
        });
  }

  private Answer analyse(Job job, JobVideo video, Segment segment, Cancellation stop)
      throws IOException, InterruptedException {
    JobPlan plan = tools.segments().planOf(job.id()).orElseThrow();
    Path part = Files.createTempFile(tools.objects().staging(), "part-", ".jsonl");
    try (StoredVideoFile file = StoredVideoFile.open(tools.objects(), video.sha256());
        ModelLease<ServedDetector> lease = tools.detectors().lease(Optional.of(plan.model()));
        RunningSteps.Growing _ = running.growing(segment, part)) {
      SegmentRun run = new SegmentRun(tools, job, segment, report(segment), stop);
      return switch (run.run(file, lease.model(), part)) {
        case SegmentOutcome.Finished(var result) -> {
          tools.segments().done(job.id(), segment.number(), result);
          yield new Answer.Done();
        }
        case SegmentOutcome.Unreadable(String reason) -> {
          end(job.id(), new JobState.Failed(reason));
          yield new Answer.Done();
        }
        case SegmentOutcome.Stopped _ -> throw new CancellationException("told to stop");
      };
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Brings progress to the store, not too often. */
  private SegmentPart.Written report(Segment segment) {
    PacedReports pace = new PacedReports(settings.progressInterval());
    return frames -> {
      if (pace.isDue()) {
        tools.segments().progress(segment.job(), segment.number(), worker, frames);
      }
    };
  }

  /** Does one step of a job that has not ended, stops it when asked, and sorts what it throws. */
  private Answer step(JobId id, Step step) {
    Optional<Job> found = started(id);
    if (found.isEmpty()) {
      return new Answer.Done();
    }
    Job job = found.get();
    try (RunningSteps.Running run = running.begin(job)) {
      Optional<JobVideo> video = tools.videos().find(job.videoId());
      if (video.isEmpty()) {
        return failed(id, "the video " + job.videoId() + " is no longer stored");
      }
      return step.run(job, video.get(), run.cancellation());
    } catch (CancellationException _) {
      return stopped(id);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.HandedBack();
    } catch (ModelException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return failed(id, "the content of its video is no longer stored");
    } catch (IOException | SinkException | DatabaseException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.WARNING, "job " + id + " cannot go on now", e);
      return new Answer.TryAgain(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, "internal error; the service's log of this job says more");
    }
  }

  private Answer failed(JobId id, String reason) {
    end(id, new JobState.Failed(reason));
    return new Answer.Done();
  }

  /** A step ended early: because its job is to end, or because this process is. */
  private Answer stopped(JobId id) {
    boolean cancelled = tools.jobs().find(id).map(Job::cancelRequested).orElse(true);
    if (cancelled) {
      end(id, new JobState.Cancelled());
      return new Answer.Done();
    }
    return new Answer.HandedBack();
  }

  /** The job, running; empty if it has ended, also by a wish to cancel it that is fulfilled now. */
  private Optional<Job> started(JobId id) {
    Optional<Job> current = tools.jobs().find(id);
    while (current.isPresent()) {
      Job job = current.get();
      switch (job.state()) {
        case JobState.Running _ -> {
          if (!job.cancelRequested()) {
            return current;
          }
          end(id, new JobState.Cancelled());
          return Optional.empty();
        }
        case JobState.Queued _ -> {
          Job next = job.to(new JobState.Running(JobProgress.NONE), tools.clock().instant());
          if (tools.jobs().replace(next)) {
            return Optional.of(next);
          }
        }
        case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ -> {
          return Optional.empty();
        }
      }
      current = tools.jobs().find(id);
    }
    return Optional.empty();
  }

  /** Moves the job to its end, unless it has ended already. */
  private void end(JobId id, JobState end) {
    Optional<Job> current = tools.jobs().find(id);
    while (current.isPresent() && !current.get().hasEnded()) {
      if (tools.jobs().replace(current.get().to(end, tools.clock().instant()))) {
        telemetry.ended(outcome(end));
        return;
      }
      current = tools.jobs().find(id);
    }
  }

  private static JobOutcome outcome(JobState end) {
    return switch (end) {
      case JobState.Succeeded _ -> JobOutcome.SUCCEEDED;
      case JobState.Cancelled _ -> JobOutcome.CANCELLED;
      case JobState.Failed _, JobState.Queued _, JobState.Running _ -> JobOutcome.FAILED;
    };
  }

  private interface Step {
    Answer run(Job job, JobVideo video, Cancellation stop) throws IOException, InterruptedException;
  }
}
