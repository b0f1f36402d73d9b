package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.RunEnd;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job: a video in, results in a folder. */
@Command(
    name = "analyze",
    description = "Find the players, goalkeepers, referees and the ball in every frame of a video.")
final class AnalyzeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "VIDEO", description = "The video file.")
  private Path video = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the results (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out");

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Infer every Nth frame (default: every frame).")
  private int stride = 1;

  @Option(names = "--from", paramLabel = "S", description = "Skip what is before second S.")
  private @Nullable Double from;

  @Option(names = "--to", paramLabel = "S", description = "Stop at second S.")
  private @Nullable Double to;

  @Option(names = "--annotate", description = "Write annotated.mp4 too.")
  private boolean annotate;

  @Mixin private ModelOption model = new ModelOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    AnalysisRequest request = new AnalysisRequest(video, name(), out, options());
    RunEnd end = new AnalysisRun(model, command().getErr()).run(request);
    return end == null ? ExitStatus.CANCELLED.code() : report(end);
  }

  private String name() {
    Path name = video.getFileName();
    return name == null ? video.toString() : name.toString();
  }

  private AnalysisRequest.Options options() {
    try {
      return new AnalysisRequest.Options(
          model.choice(), stride, optional(from), optional(to), annotate);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.WRONG_USAGE, "--" + e.getMessage());
    }
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private int report(RunEnd end) {
    FrameCounts frames = end.frames();
    command()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d frames decoded, %d inferred, %d skipped, %d corrupt; %.2f s of video in %.2f s;"
                + " results in %s%n",
            video,
            frames.decoded(),
            frames.inferred(),
            frames.skipped(),
            frames.corrupt(),
            end.durationSeconds(),
            end.wallSeconds(),
            out);
    return ExitStatus.DONE.code();
  }

  private CommandLine command() {
    return requireNonNull(spec).commandLine();
  }
}
