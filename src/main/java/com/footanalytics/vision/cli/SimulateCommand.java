package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.pipeline.Cancellation;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.View;
import com.footanalytics.vision.simulate.Weather;
import com.footanalytics.vision.studio.MatchFilm;
import com.footanalytics.vision.studio.PictureSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Films matches that never took place, with the truth about every object. */
@Command(
    name = "simulate",
    description = {
      "Film a simulated match: match.mp4, truth.jsonl and gt.txt.",
      "With --pictures, make a set of labelled pictures of many matches instead."
    })
final class SimulateCommand implements Callable<Integer> {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
  private static final int MOST_SECONDS = 4 * 3600;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the files (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("match");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the film (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which match: the same seed gives the same one (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--view",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private View view = View.DIRECTED;

  @Option(
      names = "--weather",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}; the seed chooses if left out.")
  private @Nullable Weather weather;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of the picture in pixels (default: ${DEFAULT-VALUE}).")
  private String size = "1280x720";

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Frames per second (default: ${DEFAULT-VALUE}).")
  private int framesPerSecond = 25;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description =
          "Make a set of N labelled pictures, COCO and YOLO, of as many matches as that takes.")
  private @Nullable Integer pictures;

  @Option(
      names = "--jpeg-quantiser",
      paramLabel = "Q",
      description = "Of such pictures, 1 (best) to 31 (default: ${DEFAULT-VALUE}).")
  private int quantiser = 3;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    MatchSettings settings = settings();
    Cancellation cancellation = new Cancellation();
    try (InterruptGuard _ = InterruptGuard.cancelling(cancellation)) {
      boolean done =
          pictures == null
              ? film(settings, cancellation)
              : pictures(settings, pictures, cancellation);
      if (!done) {
        err().println("ml-pipeline: " + out + ": cancelled, not complete");
        return ExitStatus.CANCELLED.code();
      }
    }
    return ExitStatus.DONE.code();
  }

  private boolean film(MatchSettings settings, Cancellation cancellation) {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw wrong("--seconds", seconds, "1 to " + MOST_SECONDS);
    }
    long frames = (long) seconds * framesPerSecond;
    CountLine line =
        new CountLine(err(), AnalysisRun.onTerminal(), "frames", frames, System::nanoTime);
    MatchFilm film = new MatchFilm(out);
    int threads = Runtime.getRuntime().availableProcessors();
    boolean done =
        film.write(
            settings,
            frames,
            threads,
            truth -> line.done(truth.frame() + 1),
            cancellation::isCancelled);
    line.clear();
    if (done) {
      say(
          "%d frames of match %d, %.1f frames/s; %s, %s, %s%n",
          frames, seed, line.perSecond(), film.video(), film.truth(), film.tracks());
    }
    return done;
  }

  private boolean pictures(MatchSettings settings, int wanted, Cancellation cancellation) {
    if (wanted < 1) {
      throw wrong("--pictures", wanted, "1 or more");
    }
    if (quantiser < 1 || quantiser > 31) {
      throw wrong("--jpeg-quantiser", quantiser, "1 to 31");
    }
    CountLine line =
        new CountLine(err(), AnalysisRun.onTerminal(), "pictures", wanted, System::nanoTime);
    boolean done =
        new PictureSet(out, wanted, seed, settings.width(), settings.height(), quantiser)
            .write(line::done, cancellation::isCancelled);
    line.clear();
    if (done) {
      say("%d pictures, %.1f pictures/s; %s%n", wanted, line.perSecond(), out);
    }
    return done;
  }

  private MatchSettings settings() {
    Matcher lengths = SIZE.matcher(size);
    if (!lengths.matches()) {
      throw wrong("--size", size, "WIDTHxHEIGHT such as 1280x720");
    }
    try {
      return new MatchSettings(
          seed,
          view,
          Optional.ofNullable(weather),
          Integer.parseInt(lengths.group(1)),
          Integer.parseInt(lengths.group(2)),
          framesPerSecond);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.WRONG_USAGE, "--size, --fps: " + e.getMessage());
    }
  }

  private static CommandException wrong(String option, Object value, String expected) {
    return new CommandException(
        ExitStatus.WRONG_USAGE, "%s: %s (expected: %s)".formatted(option, value, expected));
  }

  private void say(String format, Object... values) {
    requireNonNull(spec).commandLine().getOut().printf(Locale.ROOT, format, values);
  }

  private PrintWriter err() {
    return requireNonNull(spec).commandLine().getErr();
  }
}
