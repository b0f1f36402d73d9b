package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobPlan;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobSteps;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.sink.SinkException;
import com.footanalytics.vision.telemetry.JobStep;
import com.footanalytics.vision.telemetry.StepTrace;
import com.footanalytics.vision.telemetry.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/**
 * Does the steps of jobs: looks at the video and plans its segments, analyses each, puts the
 * results together. Thread-safe.
 */
public final class SegmentedJobs implements JobSteps {

  private static final System.Logger LOG = System.getLogger(SegmentedJobs.class.getName());
  private static final String BUG = "internal error; the service's log of this job says more";

  private final JobTools tools;
  private final String worker;
  private final Duration handBackAfter;
  private final RunningSteps running;
  private final JobPreparation preparation;
  private final JobFinish finish;

  /**
   * @param worker names this process in the segment store
   * @param running knows what runs; stays the caller's
   */
  public SegmentedJobs(JobTools tools, JobSettings settings, String worker, RunningSteps running) {
    this.tools = tools;
    this.worker = worker;
    this.handBackAfter = settings.handBackAfter();
    this.running = running;
    this.preparation = new JobPreparation(tools, settings);
    this.finish = new JobFinish(tools);
  }

  @Override
  public Answer prepare(JobId id) {
    return step(
        id,
        "prepare",
        OptionalInt.empty(),
        (job, video, run) ->
            preparation.prepare(job, video, run.trace()).map(JobState.Failed::new));
  }

  @Override
  public Answer segment(JobId id, int number) {
    Optional<Segment> begun = tools.segments().begin(id, number, worker);
    if (begun.isEmpty()) {
      return new Answer.Done();
    }
    Answer answer =
        step(
            id,
            "segment",
            OptionalInt.of(number),
            (job, video, run) -> analyse(job, video, begun.get(), run));
    if (answer instanceof Answer.HandedBack) {
      tools.segments().handBack(id, number, worker);
    }
    return answer;
  }

  @Override
  public Answer finish(JobId id) {
    return step(
        id,
        "finish",
        OptionalInt.empty(),
        (job, video, run) ->
            Optional.of(
                finish
                    .finish(job, video, run)
                    .<JobState>map(JobState.Failed::new)
                    .orElseGet(JobState.Succeeded::new)));
  }

  @Override
  public void cancel(JobId id) {
    running.stop(id);
  }

  @Override
  public void stopping() {
    running.stopAll(handBackAfter);
  }

  private Optional<JobState> analyse(Job job, JobVideo video, Segment segment, StepRun step)
      throws IOException, InterruptedException {
    JobPlan plan = tools.segments().planOf(job.id()).orElseThrow();
    Path part = Files.createTempFile(tools.objects().staging(), "part-", ".jsonl");
    try (StoredVideoFile file = StoredVideoFile.open(tools.objects(), video.sha256());
        ModelLease<ServedDetector> lease = tools.detectors().lease(Optional.of(plan.model()));
        RunningSteps.Growing _ = running.growing(segment, part)) {
      SegmentRun run =
          new SegmentRun(
              tools,
              job,
              segment,
              frames -> tools.segments().progress(job.id(), segment.number(), frames),
              step);
      return switch (run.run(file, lease.model(), part)) {
        case SegmentOutcome.Finished(var result) -> {
          tools.segments().done(job.id(), segment.number(), result);
          yield Optional.empty();
        }
        case SegmentOutcome.Unreadable(String reason) -> Optional.of(new JobState.Failed(reason));
        case SegmentOutcome.Stopped _ -> throw new CancellationException("told to stop");
      };
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Does one step, ends its job where it says so, and sorts what it throws. */
  private Answer step(JobId id, String kind, OptionalInt segment, Step step) {
    Optional<Job> job = tools.jobs().find(id).filter(found -> !found.hasEnded());
    if (job.isEmpty()) {
      return new Answer.Done();
    }
    JobStep traced = new JobStep(id.value(), kind, segment, job.get().traceParent());
    try (StepTrace trace = tools.tracing().begin(traced);
        Trace.Scope _ = trace.enter()) {
      return run(job.get(), trace, step);
    }
  }

  private Answer run(Job job, StepTrace trace, Step step) {
    JobId id = job.id();
    try (RunningSteps.Running run = running.begin(id)) {
      Optional<JobVideo> video = tools.videos().find(job.videoId());
      if (video.isEmpty()) {
        return failed(id, trace, "the video " + job.videoId() + " is no longer stored");
      }
      Optional<JobState> end = step.run(job, video.get(), new StepRun(run.cancellation(), trace));
      if (end.isPresent()) {
        if (end.get() instanceof JobState.Failed(String reason)) {
          trace.failed(reason);
        }
        tools.moves().end(id, end.get());
        LOG.log(System.Logger.Level.INFO, "job {0}: {1}", id, end.get().kind().label());
      }
      return new Answer.Done();
    } catch (CancellationException _) {
      return new Answer.HandedBack();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.HandedBack();
    } catch (ModelException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, trace, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, trace, "the content of its video is no longer stored");
    } catch (IOException | SinkException | DatabaseException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.WARNING, "job " + id + " cannot go on now", e);
      trace.failed(String.valueOf(e.getMessage()));
      return new Answer.TryAgain(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, trace, BUG);
    }
  }

  private Answer failed(JobId id, StepTrace trace, String reason) {
    trace.failed(reason);
    tools.moves().end(id, new JobState.Failed(reason));
    return new Answer.Done();
  }

  /** A step's work; says how its job ends now, if it does. */
  private interface Step {
    Optional<JobState> run(Job job, JobVideo video, StepRun run)
        throws IOException, InterruptedException;
  }
}
