package com.footanalytics.vision.bench;

import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.RunFolder;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.sink.RunResults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Measures the stages, the whole line and a baseline in turns, so that a machine that is slow for a
 * while is slow for all of them.
 */
public final class Bench {

  /** Shares of a round's time. */
  private static final int STAGE_FRAMES_PER_SECOND = 12;

  /**
   * What to measure.
   *
   * @param file the video
   * @param video what the probe found
   * @param weights model file for the baseline
   * @param seconds length of each round's run of the line
   * @param rounds how often each figure is measured
   * @param baseline program to compare with
   */
  public record Settings(
      Path file,
      VideoInfo video,
      Path weights,
      double seconds,
      int rounds,
      Optional<Path> baseline) {}

  private record Round(
      StageCosts costs,
      StageCosts busyCosts,
      EndToEnd.Result line,
      Optional<Double> baselineFramesPerSecond) {}

  private final ServedDetector served;
  private final CorePlan plan;
  private final int cores;
  private final Path scratch;

  /**
   * @param detector stays the caller's
   * @param cores processors the bound is reckoned for
   * @param scratch folder the line's results go to
   */
  public Bench(ServedDetector served, CorePlan plan, int cores, Path scratch) {
    this.served = served;
    this.plan = plan;
    this.cores = cores;
    this.scratch = scratch;
  }

  /**
   * Runs the benchmark.
   *
   * @param progress hears a line after each round
   */
  public BenchReport run(Settings settings, Consumer<String> progress) throws InterruptedException {
    var rounds = new ArrayList<Round>();
    for (int i = 1; i <= settings.rounds(); i++) {
      Round round = round(settings);
      rounds.add(round);
      progress.accept(
          "round %d of %d: %.1f frames/s"
              .formatted(i, settings.rounds(), round.line().framesPerSecond()));
    }
    return report(settings, rounds);
  }

  private Round round(Settings settings) throws InterruptedException {
    int stageFrames = (int) Math.max(30, settings.seconds() * STAGE_FRAMES_PER_SECOND);
    long maxFrames = Long.MAX_VALUE;
    StageBench stages =
        new StageBench(settings.file(), settings.video(), served.detector(), maxFrames);
    StageCosts costs = stages.measure(stageFrames);
    StageCosts busyCosts = stages.measureSideBySide(Math.min(cores, plan.sessions()), stageFrames);
    EndToEnd.Result line;
    try (RunResults results = new RunResults(new RunFolder(scratch))) {
      results.begin(header(settings));
      line =
          new EndToEnd(settings.file(), settings.video(), served, plan, maxFrames)
              .run(settings.seconds(), results);
    }
    Optional<Double> baseline = Optional.empty();
    if (settings.baseline().isPresent()) {
      baseline =
          Optional.of(
              new Baseline(settings.baseline().get())
                  .framesPerSecond(settings.weights(), settings.file(), settings.seconds()));
    }
    return new Round(costs, busyCosts, line, baseline);
  }

  private RunHeader header(Settings settings) {
    return new RunHeader(
        settings.file().getFileName().toString(),
        "",
        settings.video(),
        served.detector().identity(),
        served.detector().classes(),
        Map.of());
  }

  private BenchReport report(Settings settings, List<Round> rounds) {
    ModelIdentity model = served.detector().identity();
    boolean compared = settings.baseline().isPresent();
    return new BenchReport(
        settings.file().getFileName().toString(),
        "%s:%s %s".formatted(model.name(), model.version(), model.precision()),
        cores,
        "%d decoder thread(s), %d session(s) of %d thread(s), batches of %d"
            .formatted(
                plan.decoderThreads(), plan.sessions(), plan.threadsPerSession(), plan.batchSize()),
        rounds.size(),
        samples(rounds, round -> round.costs().decode()),
        samples(rounds, round -> round.costs().preprocess()),
        samples(rounds, round -> round.costs().infer()),
        samples(rounds, round -> round.costs().postprocess()),
        samples(rounds, this::bound),
        samples(rounds, round -> round.line().framesPerSecond()),
        samples(rounds, round -> round.line().framesPerSecond() / bound(round)),
        samples(rounds, round -> cores * 1000 / round.busyCosts().infer()),
        samples(rounds, this::busyBound),
        samples(rounds, round -> round.line().framesPerSecond() / busyBound(round)),
        compared
            ? Optional.of(samples(rounds, round -> round.baselineFramesPerSecond().orElseThrow()))
            : Optional.empty(),
        compared
            ? Optional.of(
                samples(
                    rounds,
                    round ->
                        round.line().framesPerSecond()
                            / round.baselineFramesPerSecond().orElseThrow()))
            : Optional.empty(),
        rounds.stream().mapToLong(round -> round.line().frames()).sum(),
        rounds.stream().flatMap(round -> round.line().residentBytes().stream()).toList());
  }

  private double bound(Round round) {
    return round.costs().boundFramesPerSecond(cores);
  }

  private double busyBound(Round round) {
    return round.busyCosts().boundFramesPerSecond(cores);
  }

  private static Samples samples(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Samples.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
