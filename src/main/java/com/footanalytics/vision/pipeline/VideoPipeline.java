package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The whole line over one video file, from probe to results. Thread-safe; every call runs on its
 * own threads and ends them.
 */
public final class VideoPipeline {

  private final Detectors detectors;
  private final CorePlan plan;
  private final ProbeLimits limits;
  private final Telemetry telemetry;

  /**
   * @param detectors stay the caller's
   */
  public VideoPipeline(
      Detectors detectors, CorePlan plan, ProbeLimits limits, Telemetry telemetry) {
    this.detectors = detectors;
    this.plan = plan;
    this.limits = limits;
    this.telemetry = telemetry;
  }

  /**
   * Analyses one video and returns when it is done. Writes {@code detections.jsonl}, {@code
   * summary.json} and, asked for, {@code annotated.mp4} into the request's folder; each appears
   * under that name only when complete, until then as {@code .NAME.part}.
   *
   * @throws com.footanalytics.vision.model.ModelException if the model cannot be used
   * @throws com.footanalytics.vision.sink.SinkException if results cannot be written
   */
  public AnalysisOutcome analyze(
      AnalysisRequest request, AnalysisListener listener, Cancellation cancellation) {
    ExecutorService besides = Executors.newVirtualThreadPerTaskExecutor();
    // The model is loaded and a file that is new to us hashed while it is probed.
    var lease =
        CompletableFuture.supplyAsync(() -> detectors.lease(request.options().model()), besides);
    try {
      var sha256 =
          request
              .sha256()
              .map(CompletableFuture::completedFuture)
              .orElseGet(() ->
                  CompletableFuture.supplyAsync(() -> VideoHash.sha256(request.video()), besides));
      return switch (probe(request.video())) {
        case Probe.Unreadable(String reason) -> new AnalysisOutcome.Unreadable(reason);
        case Probe.Playable(VideoInfo video) ->
            new VideoRun(
                    request,
                    video,
                    Waiting.result(lease).model(),
                    () -> Waiting.result(sha256),
                    new RunContext(plan, limits, telemetry, listener, cancellation))
                .run();
      };
    } finally {
      besides.shutdownNow();
      besides.close();
      lease.thenAccept(ModelLease::close);
    }
  }

  private Probe probe(Path video) {
    long started = System.nanoTime();
    Probe probe = new VideoProbe(limits).probe(video);
    telemetry.stage(Stage.PROBE, System.nanoTime() - started);
    return probe;
  }
}
