package com.footanalytics.vision.cli;

import com.footanalytics.vision.pipeline.AnalysisOutcome;
import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.pipeline.Cancellation;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.VideoPipeline;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.telemetry.Telemetry;
import java.io.Console;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Analyses one video for a command: shows progress and heeds Ctrl-C. */
final class AnalysisRun {

  private final ModelOption model;
  private final PrintWriter err;

  AnalysisRun(ModelOption model, PrintWriter err) {
    this.model = model;
    this.err = err;
  }

  /**
   * Runs the analysis.
   *
   * @return how it ended, null if cancelled, which it has said
   * @throws CommandException if the video cannot be read
   */
  @Nullable RunEnd run(AnalysisRequest request) {
    ProgressLine progress = new ProgressLine(err, onTerminal(), System::nanoTime);
    Cancellation cancellation = new Cancellation();
    CorePlan plan = model.savedPlan().orForCores(Runtime.getRuntime().availableProcessors());
    try (InterruptGuard _ = InterruptGuard.cancelling(cancellation);
        Detectors detectors = model.detectors(plan)) {
      VideoPipeline pipeline =
          new VideoPipeline(detectors, plan, ProbeLimits.DEFAULT, Telemetry.NONE);
      AnalysisOutcome outcome;
      try {
        outcome = pipeline.analyze(request, progress, cancellation);
      } finally {
        progress.clear();
      }
      return switch (outcome) {
        case AnalysisOutcome.Succeeded(RunEnd end) -> end;
        case AnalysisOutcome.Unreadable(String reason) ->
            throw new CommandException(
                ExitStatus.INPUT_UNREADABLE, request.video() + ": " + reason);
        case AnalysisOutcome.Cancelled _ -> {
          // Said at once: a process that is being ended is gone when the guard is closed.
          err.println("ml-pipeline: " + request.video() + ": cancelled, nothing written");
          yield null;
        }
      };
    }
  }

  static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
