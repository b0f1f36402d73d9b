package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.OverloadBench;
import com.footanalytics.vision.bench.OverloadTally;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What becomes of callers when more comes than can be done. */
@Command(
    name = "bench-overload",
    description =
        "Offer a detector more than it can do, each picture with a deadline, and count what is"
            + " answered in time, as a share of its capacity.")
final class BenchOverloadCommand implements Callable<Integer> {

  @Option(
      names = "--load",
      split = ",",
      paramLabel = "X",
      description = "Multiples of the capacity that are offered (default: ${DEFAULT-VALUE}).")
  private List<Double> loads = List.of(0.8, 2.0, 4.0);

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      description = "Milliseconds until an answer is too late (default: ${DEFAULT-VALUE}).")
  private long deadlineMillis = 500;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds for each load (default: ${DEFAULT-VALUE}).")
  private double seconds = 20;

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CorePlanOptions plan = new CorePlanOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (!(seconds > 0) || deadlineMillis < 1 || loads.stream().anyMatch(load -> !(load > 0))) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE,
          "--seconds %s --deadline %d --load %s (expected: all > 0)"
              .formatted(seconds, deadlineMillis, loads));
    }
    CorePlan chosen =
        plan.over(model.savedPlan().orForCores(Runtime.getRuntime().availableProcessors()));
    try (Detectors detectors = model.detectors(chosen);
        ModelLease<ServedDetector> lease = detectors.lease(model.choice())) {
      out.printf(
          "%s, deadline %d ms%n  load  capacity/s  offered  refused  in time  late  dropped"
              + "  in time/capacity  p50 ms  p99 ms of those taken%n",
          lease.model().detector().model().manifest().id(), deadlineMillis);
      var bench = new OverloadBench(lease.model(), Duration.ofMillis(deadlineMillis));
      for (double load : loads) {
        print(out, bench.run(load, seconds));
      }
    }
    return ExitStatus.DONE.code();
  }

  private static void print(PrintWriter out, OverloadBench.Result result) {
    OverloadTally.Counts counts = result.tally();
    out.printf(
        "%6.2f %11.1f %8d %8d %8d %5d %8d %17.3f %7d %7d%n",
        result.load(),
        result.capacity(),
        counts.offered(),
        counts.refused(),
        counts.inTime(),
        counts.late(),
        counts.dropped(),
        result.goodput(),
        counts.p50().toMillis(),
        counts.p99().toMillis());
    out.flush();
  }
}
