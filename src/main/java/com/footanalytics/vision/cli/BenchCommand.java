package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.Bench;
import com.footanalytics.vision.bench.BenchReport;
import com.footanalytics.vision.bench.BenchText;
import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.sink.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How fast this machine is, and how near to what its cores allow. */
@Command(
    name = "bench",
    description = "Measure every stage alone, the whole line, and how near it comes to the bound.")
final class BenchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "VIDEO", description = "The video; it is played again and again.")
  private Path video = Path.of("");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of one run of the whole line (default: ${DEFAULT-VALUE}).")
  private double seconds = 10;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often everything is measured (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--baseline",
      paramLabel = "PROGRAM",
      description = {
        "Run in turns with ours as PROGRAM MODEL.onnx VIDEO SECONDS;",
        "prints its frames per second. load-tests/baseline/opencv_loop.sh is one."
      })
  private @Nullable Path baseline;

  @Option(
      names = "--tune",
      description = "Try ways to share the cores instead, and save the fastest for later runs.")
  private boolean tune;

  @Option(names = "--out", paramLabel = "FILE.json", description = "The report as JSON.")
  private @Nullable Path out;

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CorePlanOptions plan = new CorePlanOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (!(seconds > 0) || Double.isInfinite(seconds) || rounds < 1) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE,
          "--seconds %s --rounds %d (expected: both > 0)".formatted(seconds, rounds));
    }
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    VideoInfo info = probe();
    ModelPackage chosen = model.find();
    int cores = Runtime.getRuntime().availableProcessors();
    if (tune) {
      new PlanTuning(model, video, info, seconds)
          .run(cores, model.savedPlan(), requireNonNull(spec).commandLine().getOut());
      return ExitStatus.DONE.code();
    }
    CorePlan chosenPlan = plan.over(model.savedPlan().orForCores(cores));
    Path scratch = Files.createTempDirectory("ml-pipeline-bench");
    try (ReportFile file = out == null ? null : new ReportFile(out);
        Detectors detectors = model.detectors(chosenPlan);
        ModelLease<ServedDetector> lease = detectors.lease(model.choice())) {
      LoadedDetector detector = lease.model().detector();
      Path weights = chosen.weights(detector.identity().precision());
      Bench.Settings settings =
          new Bench.Settings(video, info, weights, seconds, rounds, Optional.ofNullable(baseline));
      BenchReport report =
          new Bench(lease.model(), chosenPlan, cores, scratch).run(settings, err::println);
      print(BenchText.table(report));
      if (file != null) {
        file.finish(BenchText.json(report));
      }
    } catch (DecodeException e) {
      throw new CommandException(ExitStatus.INPUT_UNREADABLE, video + ": " + e.getMessage());
    } finally {
      Files.deleteIfExists(scratch);
    }
    return ExitStatus.DONE.code();
  }

  private void print(String text) {
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    terminal.print(text);
    terminal.flush();
  }

  private VideoInfo probe() {
    return switch (new VideoProbe(ProbeLimits.DEFAULT).probe(video)) {
      case Probe.Playable(VideoInfo playable) -> playable;
      case Probe.Unreadable(String reason) ->
          throw new CommandException(ExitStatus.INPUT_UNREADABLE, video + ": " + reason);
    };
  }
}
