package com.footanalytics.vision.bench;

import com.footanalytics.vision.pipeline.CorePlan;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Tries ways to share the cores and finds the fastest. */
public final class PlanTuner {

  /** What one plan came to. */
  public record Trial(CorePlan plan, double framesPerSecond) {}

  /** Runs the whole line by a plan. */
  @FunctionalInterface
  public interface Line {
    /** Frames per second. */
    double framesPerSecond(CorePlan plan);
  }

  private PlanTuner() {}

  /**
   * The plans worth a try: sessions times their threads fill the cores, or go one session beyond;
   * one decoder thread, the automatic number, and as many as cores. A video needs no event loops,
   * so they are the automatic ones in all.
   */
  public static List<CorePlan> candidates(int cores) {
    CorePlan automatic = CorePlan.forCores(cores);
    var plans = new LinkedHashSet<CorePlan>();
    plans.add(automatic);
    for (int threads = 1; threads <= cores; threads *= 2) {
      int sessions = Math.max(1, cores / threads);
      for (int decoders : List.of(automatic.decoderThreads(), 1, cores)) {
        plans.add(new CorePlan(decoders, sessions, threads, 1, automatic.eventLoops()));
      }
    }
    plans.add(
        new CorePlan(
            automatic.decoderThreads(), automatic.sessions() + 1, 1, 1, automatic.eventLoops()));
    return List.copyOf(plans);
  }

  /**
   * Runs every plan in turns.
   *
   * @param rounds of which each plan's best counts
   * @return the fastest first
   */
  public static List<Trial> tune(List<CorePlan> plans, int rounds, Line line) {
    double[] best = new double[plans.size()];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < best.length; i++) {
        best[i] = Math.max(best[i], line.framesPerSecond(plans.get(i)));
      }
    }
    return IntStream.range(0, best.length)
        .mapToObj(i -> new Trial(plans.get(i), best[i]))
        .sorted(Comparator.comparingDouble(Trial::framesPerSecond).reversed())
        .toList();
  }
}
