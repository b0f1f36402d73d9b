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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
    return step(id, (job, video, _) -> preparation.prepare(job, video).map(JobState.Failed::new));
  }

  @Override
  public Answer segment(JobId id, int number) {
    Optional<Segment> begun = tools.segments().begin(id, number, worker);
    if (begun.isEmpty()) {
      return new Answer.Done();
    }
    Answer answer = step(id, (job, video, stop) -> analyse(job, video, begun.get(), stop));
    if (answer instanceof Answer.HandedBack) {
      tools.segments().handBack(id, number, worker);
    }
    return answer;
  }

  @Override
  public Answer finish(JobId id) {
    return step(
        id,
        (job, video, stop) ->
            Optional.of(
                finish
                    .finish(job, video, stop)
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

  private Optional<JobState> analyse(Job job, JobVideo video, Segment segment, Cancellation stop)
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
              stop);
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
  private Answer step(JobId id, Step step) {
    Optional<Job> job = tools.jobs().find(id).filter(found -> !found.hasEnded());
    if (job.isEmpty()) {
      return new Answer.Done();
    }
    try (RunningSteps.Running run = running.begin(id)) {
      Optional<JobVideo> video = tools.videos().find(job.get().videoId());
      if (video.isEmpty()) {
        return failed(id, "the video " + job.get().videoId() + " is no longer stored");
      }
      step.run(job.get(), video.get(), run.cancellation())
          .ifPresent(end -> tools.moves().end(id, end));
      return new Answer.Done();
    } catch (CancellationException _) {
      return new Answer.HandedBack();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.HandedBack();
    } catch (ModelException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, "the content of its video is no longer stored");
    } catch (IOException | SinkException | DatabaseException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.WARNING, "job " + id + " cannot go on now", e);
      return new Answer.TryAgain(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "job " + id + " failed", e);
      return failed(id, BUG);
    }
  }

  private Answer failed(JobId id, String reason) {
    tools.moves().end(id, new JobState.Failed(reason));
    return new Answer.Done();
  }

  /** A step's work; says how its job ends now, if it does. */
  private interface Step {
    Optional<JobState> run(Job job, JobVideo video, Cancellation stop)
        throws IOException, InterruptedException;
  }
}
