package com.footanalytics.vision.cli;

import com.footanalytics.vision.pipeline.CorePlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command shares the cores, where the automatic plan is not wanted. */
final class CorePlanOptions {

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "Inference sessions side by side (default: by the cores).")
  private @Nullable Integer sessions;

  @Option(
      names = "--session-threads",
      paramLabel = "N",
      description = "Threads of one session (default: by the cores).")
  private @Nullable Integer sessionThreads;

  @Option(
      names = "--decoder-threads",
      paramLabel = "N",
      description = "Threads of the decoder (default: by the cores).")
  private @Nullable Integer decoderThreads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures of one inference (default: by the cores).")
  private @Nullable Integer batch;

  /** The automatic plan with what was asked for. */
  CorePlan over(CorePlan automatic) {
    return new CorePlan(
        decoderThreads == null ? automatic.decoderThreads() : decoderThreads,
        sessions == null ? automatic.sessions() : sessions,
        sessionThreads == null ? automatic.threadsPerSession() : sessionThreads,
        batch == null ? automatic.batchSize() : batch,
        automatic.eventLoops());
  }
}
