package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.evaluate.EvaluationReport;
import com.footanalytics.vision.evaluate.ReportWriter;
import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.pipeline.Cancellation;
import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.View;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunFolder;
import com.footanalytics.vision.studio.MatchFilm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job for somebody without a video: films a simulated match, analyses it and compares. */
@Command(
    name = "demo",
    description = "Film a simulated match, analyse it, compare with the truth: no video needed.")
final class DemoCommand implements Callable<Integer> {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int FRAMES_PER_SECOND = 25;
  private static final int MOST_SECONDS = 600;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of all files (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("demo");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the film (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which match (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private ModelOption model = new ModelOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE,
          "--seconds: %d (expected: 1 to %d)".formatted(seconds, MOST_SECONDS));
    }
    var settings =
        new MatchSettings(seed, View.DIRECTED, Optional.empty(), WIDTH, HEIGHT, FRAMES_PER_SECOND);
    MatchFilm film = new MatchFilm(out);
    List<FrameTruth> truths = new ArrayList<>();
    if (!filmed(film, settings, truths)) {
      return ExitStatus.CANCELLED.code();
    }
    var options =
        new AnalysisRequest.Options(
            model.choice(), 1, OptionalDouble.empty(), OptionalDouble.empty(), true);
    RunEnd end =
        new AnalysisRun(model, err())
            .run(new AnalysisRequest(film.video(), "match.mp4", out, options));
    if (end == null) {
      return ExitStatus.CANCELLED.code();
    }
    RunFolder results = new RunFolder(out);
    EvaluationReport report =
        FilmScore.of(settings, truths, results.detections(), model.find().manifest().classes());
    say(
        "%d frames analysed at %.1f frames/s, annotated video included%n",
        end.frames().decoded(), end.frames().decoded() / end.wallSeconds());
    say("found at the default thresholds, against the truth:%n%s%n", ReportWriter.table(report));
    say("look at   %s%n", results.annotated());
    say("results   %s, %s%n", results.detections(), results.summary());
    say("the match %s, what is in it %s%n", film.video(), film.truth());
    return ExitStatus.DONE.code();
  }

  private boolean filmed(MatchFilm film, MatchSettings settings, List<FrameTruth> truths) {
    long frames = (long) seconds * FRAMES_PER_SECOND;
    CountLine line =
        new CountLine(err(), AnalysisRun.onTerminal(), "frames filmed", frames, System::nanoTime);
    Cancellation cancellation = new Cancellation();
    try (InterruptGuard _ = InterruptGuard.cancelling(cancellation)) {
      boolean done =
          film.write(
              settings,
              frames,
              Runtime.getRuntime().availableProcessors(),
              truth -> {
                truths.add(truth);
                line.done(truths.size());
              },
              cancellation::isCancelled);
      line.clear();
      if (!done) {
        err().println("ml-pipeline: " + out + ": cancelled, nothing written");
      } else {
        say("%d frames of a simulated match filmed at %.1f frames/s%n", frames, line.perSecond());
      }
      return done;
    }
  }

  private void say(String format, Object... values) {
    PrintWriter text = requireNonNull(spec).commandLine().getOut();
    text.printf(Locale.ROOT, format, values);
    text.flush();
  }

  private PrintWriter err() {
    return requireNonNull(spec).commandLine().getErr();
  }
}
