package com.footanalytics.load.profile;

import com.footanalytics.load.profile.Phase.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The loads there are. Rates are inferences a second, in shares of what the service can do. */
public enum Profile {
  /** Does everything answer: some of each request, slowly. */
  SMOKE(8, 0.1),
  /** The load that the objectives are promised for. */
  STEADY(60, 0.6),
  /** From little to more than can be served; finds the knee. */
  STEP(150, 1),
  /** Ten times the usual rate for a moment, and what comes after. */
  BURST(40, 0.3),
  /** Hours of it: what grows, what slows down. */
  SOAK(2 * 3600, 0.5),
  /** Pictures over HTTP and gRPC beside uploads, their jobs and streamed videos. */
  MIXED(60, 0.4),
  /** Two instances, of which one after the other is restarted. */
  DRAIN(300, 0.25);

  /** The rate of {@link #SMOKE}, a second. */
  public static final double MOST_SMOKE_RATE = 2;

  static final double BURST_FACTOR = 10;
  private static final double BURST_SHARE = 0.1;
  private static final double WARM_UP_SHARE = 0.1;
  private static final double SMOKE_WARM_UP_SHARE = 0.4;
  private static final double MOST_WARM_UP_SECONDS = 10;
  private static final int SOAK_WINDOWS = 10;
  private static final double[] STEPS = {0.4, 0.6, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3};

  private final int seconds;
  private final double loadShare;

  Profile(int seconds, double loadShare) {
    this.seconds = seconds;
    this.loadShare = loadShare;
  }

  /** The profile of that name, as {@link #label()} gives it. */
  public static Optional<Profile> named(String name) {
    for (Profile profile : values()) {
      if (profile.label().equals(name)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long it takes where nobody says; for {@link #DRAIN} the longest it may. */
  public int defaultSeconds() {
    return seconds;
  }

  /**
   * Whether it asks how much the service can do before it starts, unless somebody says the rate.
   */
  public boolean needsCapacity() {
    return this != SMOKE;
  }

  /** Whether videos are handed in, analysed as jobs and streamed. */
  public boolean withVideos() {
    return this == SMOKE || this == MIXED;
  }

  /** Whether instances are restarted while it runs. */
  public boolean restarts() {
    return this == DRAIN;
  }

  /** The rate for a service of that capacity, which is that of the full step for {@link #STEP}. */
  public double rateFor(double capacityPerSecond) {
    return this == SMOKE
        ? Math.min(MOST_SMOKE_RATE, capacityPerSecond)
        : loadShare * capacityPerSecond;
  }

  /**
   * Its phases.
   *
   * @param perSecond as {@link #rateFor}, above 0
   * @param seconds of all phases, above 0
   */
  public Plan plan(double perSecond, double seconds) {
    double share = this == SMOKE ? SMOKE_WARM_UP_SHARE : WARM_UP_SHARE;
    double warmUp = Math.min(MOST_WARM_UP_SECONDS, share * seconds);
    Phase settle = Phase.of("warm-up", perSecond, warmUp, Part.WARM_UP);
    double rest = seconds - warmUp;
    return switch (this) {
      case DRAIN -> new Plan(List.of(Phase.of(label(), perSecond, seconds, Part.MEASURED)));
      case SMOKE, STEADY, MIXED ->
          new Plan(List.of(settle, Phase.of(label(), perSecond, rest, Part.MEASURED)));
      case SOAK -> new Plan(windows(settle, perSecond, rest / SOAK_WINDOWS));
      case STEP -> new Plan(steps(perSecond, warmUp, rest / STEPS.length));
      case BURST -> new Plan(burst(settle, perSecond, rest));
    };
  }

  private static List<Phase> windows(Phase settle, double perSecond, double seconds) {
    List<Phase> phases = new ArrayList<>(List.of(settle));
    IntStream.rangeClosed(1, SOAK_WINDOWS)
        .forEach(i -> phases.add(Phase.of("window " + i, perSecond, seconds, Part.MEASURED)));
    return phases;
  }

  private static List<Phase> steps(double perSecond, double warmUp, double seconds) {
    List<Phase> phases = new ArrayList<>();
    phases.add(Phase.of("warm-up", STEPS[0] * perSecond, warmUp, Part.WARM_UP));
    for (int i = 0; i < STEPS.length; i++) {
      phases.add(Phase.of("step " + (i + 1), STEPS[i] * perSecond, seconds, Part.MEASURED));
    }
    return phases;
  }

  private static List<Phase> burst(Phase settle, double perSecond, double rest) {
    double peak = BURST_SHARE * rest;
    double recovery = Math.min(Plan.RECOVERY.toMillis() / 1000.0, BURST_SHARE * rest);
    double calm = (rest - peak - recovery) / 2;
    return List.of(
        settle,
        Phase.of("before", perSecond, calm, Part.MEASURED),
        Phase.of("burst", BURST_FACTOR * perSecond, peak, Part.OVERLOAD),
        Phase.of("recovery", perSecond, recovery, Part.RECOVERY),
        Phase.of("after", perSecond, calm, Part.MEASURED));
  }
}
