package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.SaturationBench;
import com.footanalytics.vision.bench.ServingBench;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What serving costs beside the model. */
@Command(
    name = "bench-serving",
    description =
        "Measure what the scheduler and the service add to a model: the detector kept busy against"
            + " its bare sessions, and identity over HTTP and gRPC against a running service.")
final class BenchServingCommand implements Callable<Integer> {

  @Option(
      names = "--http",
      paramLabel = "URL",
      description = "A running service that has the model identity, see models examples.")
  private @Nullable URI http;

  @Option(names = "--grpc", paramLabel = "HOST:PORT", description = "The same over gRPC.")
  private @Nullable String grpc;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds for each figure (default: ${DEFAULT-VALUE}).")
  private double seconds = 5;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of the saturation (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CorePlanOptions plan = new CorePlanOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (!(seconds > 0) || rounds < 1) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE,
          "--seconds %s --rounds %d (expected: both > 0)".formatted(seconds, rounds));
    }
    saturate(out);
    var results = new ArrayList<ServingBench.Result>();
    if (http != null) {
      results.addAll(overhead("--http " + http, ServingBench.http(http)));
    }
    if (grpc != null) {
      results.addAll(overhead("--grpc " + grpc, ServingBench.grpc(grpc)));
    }
    if (!results.isEmpty()) {
      out.print(ServingBench.table(results));
      out.flush();
    }
    return ExitStatus.DONE.code();
  }

  private void saturate(PrintWriter out) throws InterruptedException {
    CorePlan chosen =
        plan.over(model.savedPlan().orForCores(Runtime.getRuntime().availableProcessors()));
    try (Detectors detectors = model.detectors(chosen);
        ModelLease<ServedDetector> lease = detectors.lease(model.choice())) {
      var bench = new SaturationBench(lease.model());
      bench.bare(1);
      for (int round = 1; round <= rounds; round++) {
        double bare = bench.bare(seconds);
        double scheduled = bench.scheduled(seconds);
        out.printf(
            "%s kept busy: bare sessions %.1f pictures/s, through the scheduler %.1f: %.3f%n",
            lease.model().detector().model().manifest().id(), bare, scheduled, scheduled / bare);
        out.flush();
      }
    }
  }

  private List<ServingBench.Result> overhead(String option, ServingBench bench)
      throws InterruptedException {
    try {
      return bench.run(seconds);
    } catch (IOException | RuntimeException e) {
      throw new CommandException(
          ExitStatus.INPUT_UNREADABLE,
          "%s: %s (expected: a running service with the model identity)"
              .formatted(option, e.getMessage()));
    }
  }
}
