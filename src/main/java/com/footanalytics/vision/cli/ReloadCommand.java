package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.ReloadBench;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.SelfTest;
import com.footanalytics.vision.pipeline.ServedPictures;
import com.footanalytics.vision.pipeline.WarmUp;
import com.footanalytics.vision.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a model can be replaced while it serves. */
@Command(
    name = "reload",
    description =
        "Load a model anew again and again while pictures come, and print what failed and what"
            + " memory was kept.")
final class ReloadCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IMAGE", description = "The JPEG or PNG that is sent.")
  private Path image = Path.of("");

  @Option(
      names = "--loads",
      paramLabel = "N",
      description = "How often it is loaded (default: ${DEFAULT-VALUE}).")
  private int loads = 200;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Pictures a second (default: ${DEFAULT-VALUE}).")
  private double rate = 50;

  @Mixin private ModelOption model = new ModelOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (loads < 1 || !(rate > 0) || Double.isInfinite(rate)) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE,
          "--loads %d --rate %s (expected: both > 0)".formatted(loads, rate));
    }
    ModelPackage chosen = model.find();
    CorePlan plan = CorePlan.forCores(Runtime.getRuntime().availableProcessors());
    String id = chosen.manifest().id().toString();
    byte[] picture = Pictures.read(image);
    try (Detectors detectors =
        new Detectors(
            model.repository(),
            new Detectors.Serving(
                new OnnxRuntimeEngine(),
                plan,
                Telemetry.NONE,
                List.of(new WarmUp(plan.batchSize()), SelfTest::objection)),
            new Detectors.Choice(Optional.of(id), model.precision()),
            Detectors.Listener.SILENT)) {
      ReloadBench.Report report =
          new ReloadBench(detectors, new ServedPictures(new ModelRouting(detectors)), picture)
              .run(id, loads, rate);
      print(id, report);
    }
    return ExitStatus.DONE.code();
  }

  private void print(String id, ReloadBench.Report report) {
    var out = requireNonNull(spec).commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s loaded and unloaded %d times; %d pictures at %.0f a second, %d failed, slowest %.0f ms%n",
        id,
        report.loads(),
        report.requests(),
        rate,
        report.failed(),
        report.worstNanos() / 1e6);
    out.printf(
        "resident MB, from the first to the last load: %s%n",
        report.residentBytes().stream()
            .map(bytes -> String.format(Locale.ROOT, "%.0f", bytes / 1e6))
            .collect(Collectors.joining(" ")));
    out.flush();
  }
}
