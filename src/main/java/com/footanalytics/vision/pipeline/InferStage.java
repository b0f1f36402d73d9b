package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Batch;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.preprocess.Letterbox;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;

/** Runs batches through one session at a time; as many of these work side by side as sessions. */
final class InferStage implements StageThreads.Body {

  private static final String PROTOCOL = "video";

  private final LoadedDetector detector;
  private final Letterbox letterbox;
  private final LineQueues queues;
  private final Telemetry telemetry;

  InferStage(LoadedDetector detector, Letterbox letterbox, LineQueues queues, Telemetry telemetry) {
    this.detector = detector;
    this.letterbox = letterbox;
    this.queues = queues;
    this.telemetry = telemetry;
  }

  @Override
  public void run() throws InterruptedException {
    for (var next = queues.batches().take(); next.isPresent(); next = queues.batches().take()) {
      try (Batch<FrameTask> batch = next.get()) {
        infer(batch);
      }
    }
  }

  private void infer(Batch<FrameTask> batch) throws InterruptedException {
    List<FrameTask> tasks = batch.items();
    detector.withSession(session -> {
      long started = System.nanoTime();
      Outputs outputs = session.run(batch.inputs(), tasks.size());
      long inferred = System.nanoTime();
      telemetry.stage(Stage.INFER, inferred - started);
      for (int item = 0; item < tasks.size(); item++) {
        tasks.get(item).complete(detector.decoder().decode(outputs, item, letterbox));
      }
      long decoded = System.nanoTime();
      telemetry.stage(Stage.POSTPROCESS, decoded - inferred);
      tasks.forEach(task -> report(task, started, inferred, decoded, tasks.size()));
      return Optional.empty();
    });
    telemetry.frames(FrameState.INFERRED, tasks.size());
  }

  private void report(FrameTask task, long started, long inferred, long decoded, int batchSize) {
    telemetry.inference(
        new InferenceReport(
            detector.identity().name(),
            detector.identity().version(),
            detector.identity().device(),
            PROTOCOL,
            InferenceReport.Outcome.OK,
            decoded - task.offeredNanos(),
            started - task.offeredNanos(),
            inferred - started,
            batchSize));
  }
}
