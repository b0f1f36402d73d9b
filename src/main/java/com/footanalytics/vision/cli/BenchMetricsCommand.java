package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.MetricsBench;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What metrics cost. */
@Command(
    name = "bench-metrics",
    description =
        "Measure the time of a core that it costs to record all that a request, or a frame,"
            + " records.")
final class BenchMetricsCommand implements Callable<Integer> {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often everything is measured (default: ${DEFAULT-VALUE}).")
  private int rounds = 15;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE, "--rounds %d (expected: > 0)".formatted(rounds));
    }
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.print(MetricsBench.table(new MetricsBench(MicrometerTelemetry.unpublished()).run(rounds)));
    out.flush();
    return ExitStatus.DONE.code();
  }
}
