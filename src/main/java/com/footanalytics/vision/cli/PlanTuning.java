package com.footanalytics.vision.cli;

import com.footanalytics.vision.bench.LineSpeed;
import com.footanalytics.vision.bench.PlanTuner;
import com.footanalytics.vision.bench.PlanTuner.Trial;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.SavedPlan;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.probe.VideoInfo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Finds the fastest way to share the cores on this machine and saves it. */
record PlanTuning(ModelOption model, Path video, VideoInfo info, double seconds) {
  private static final int ROUNDS = 2;

  void run(int cores, SavedPlan saved, PrintWriter out) {
    List<Trial> trials = PlanTuner.tune(PlanTuner.candidates(cores), ROUNDS, this::framesPerSecond);
    out.println("frames/s  decoder threads  sessions  threads each");
    for (Trial trial : trials) {
      out.printf(
          "%8.1f  %15d  %8d  %12d%n",
          trial.framesPerSecond(),
          trial.plan().decoderThreads(),
          trial.plan().sessions(),
          trial.plan().threadsPerSession());
    }
    saved.write(trials.getFirst().plan(), cores);
    out.printf("the first is used from now on: %s%n", saved.file());
    out.printf("%s%n", trials.getFirst().plan());
    out.flush();
  }

  private double framesPerSecond(CorePlan plan) {
    try (Detectors detectors = model.detectors(plan);
        ModelLease<ServedDetector> lease = detectors.lease(model.choice())) {
      return new LineSpeed(video, info, lease.model(), plan).framesPerSecond(seconds);
    }
  }
}
