package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.probe.ByteSource;
import com.footanalytics.vision.probe.OpenVideo;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.UnreadableException;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * The whole line over videos that come as bytes. What can be decoded as it comes is; the rest is
 * written to a file first, which is deleted in the end. Thread-safe.
 */
public final class StreamPipeline implements StreamAnalyzer {

  private final Detectors detectors;
  private final ModelChoice choice;
  private final CorePlan plan;
  private final ProbeLimits limits;
  private final Telemetry telemetry;
  private final Intake intake;

  /**
   * What may come in.
   *
   * @param folder where a file lies that is needed whole; created if missing
   * @param maxBytes the largest file, at least 1
   */
  public record Intake(Path folder, long maxBytes) {

    public Intake {
      if (maxBytes < 1) {
        throw new IllegalArgumentException("max bytes: " + maxBytes + " (expected: >= 1)");
      }
    }
  }

  /**
   * Which models there are, and which of them works for whom.
   *
   * @param detectors stay the caller's
   */
  public record Models(Detectors detectors, ModelChoice choice) {}

  public StreamPipeline(
      Models models, CorePlan plan, ProbeLimits limits, Telemetry telemetry, Intake intake) {
    this.detectors = models.detectors;
    this.choice = models.choice;
    this.plan = plan;
    this.limits = limits;
    this.telemetry = telemetry;
    this.intake = intake;
  }

  @Override
  public StreamOutcome analyze(
      StreamRequest request,
      ByteSource source,
      StreamListener listener,
      Cancellation cancellation) {
    cancellation.onRequest(source::close);
    try (source;
        Trace.Scope _ = request.trace().enter();
        ModelLease<ServedDetector> lease =
            choice.lease(request.options().model(), request.identity())) {
      StreamRun run = new StreamRun(request, lease.model(), plan, limits, telemetry);
      IncomingVideo video = new IncomingVideo(source, intake.maxBytes());
      return video.isStreamable()
          ? run.run(probed(request.trace(), probe -> probe.open(video)), listener, cancellation)
          : spooled(request.trace(), video, run, listener, cancellation);
    } catch (ModelException e) {
      return withoutModel(request, e);
    } catch (UnreadableException e) {
      return new StreamOutcome.Unreadable(String.valueOf(e.getMessage()));
    } catch (TooLargeException e) {
      return new StreamOutcome.TooLarge(e.maxBytes());
    } catch (CancellationException _) {
      return new StreamOutcome.Cancelled();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new StreamOutcome.Cancelled();
    } catch (IOException e) {
      if (cancellation.isCancelled()) {
        return new StreamOutcome.Cancelled();
      }
      throw new UncheckedIOException("%s: %s".formatted(intake.folder(), e.getMessage()), e);
    }
  }

  private StreamOutcome spooled(
      Trace trace,
      IncomingVideo video,
      StreamRun run,
      StreamListener listener,
      Cancellation cancellation)
      throws IOException, InterruptedException {
    try (SpoolFile file = SpoolFile.of(intake.folder(), video)) {
      return run.run(probed(trace, probe -> probe.open(file.path())), listener, cancellation);
    }
  }

  private OpenVideo probed(Trace trace, Function<VideoProbe, OpenVideo> opening) {
    long started = System.nanoTime();
    OpenVideo video = opening.apply(new VideoProbe(limits));
    long waited = video.container().waitedNanos();
    long ended = System.nanoTime();
    telemetry.stage(Stage.PROBE, ended - started - waited);
    trace.add(SpanName.PROBE, started, ended);
    return video;
  }

  /** Tells a model that is not there from one that does not work. */
  private StreamOutcome withoutModel(StreamRequest request, ModelException why) {
    List<ModelId> there = detectors.index().stream().map(ModelStatus::id).toList();
    Optional<String> asked = request.options().model();
    if (asked.isEmpty()
        || there.stream().anyMatch(id -> asked.get().equals(id.name()))
        || there.stream().anyMatch(id -> asked.get().equals(id.toString()))) {
      return new StreamOutcome.ModelUnavailable(String.valueOf(why.getMessage()));
    }
    return new StreamOutcome.NoSuchModel(
        "model: %s (expected: one of %s)".formatted(asked.get(), there));
  }
}
