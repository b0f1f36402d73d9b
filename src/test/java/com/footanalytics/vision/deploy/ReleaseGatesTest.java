package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.footanalytics.vision.deploy.CanaryPlan.Gate;
import com.footanalytics.vision.deploy.FlaggerLoop.Phase;
import com.footanalytics.vision.deploy.Recording.Behaviour;
import com.footanalytics.vision.testing.TestingPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Releases of every kind through the gates, by recorded metrics and at the plan's own pace. */
class ReleaseGatesTest {

  private static final String TEMPLATE = "MetricTemplate";
  private static final String QUERY = "/spec/query";
  private static final String GATES = "/spec/analysis/metrics/";
  private static final Behaviour GOOD = Behaviour.good();

  @TempDir private static Path folder;
  private static Prometheus prometheus;
  private static Manifests files;

  /** Answers by question; mutations change one question of many. */
  private static final Map<String, Map<Instant, Double>> ANSWERS = new HashMap<>();

  /** A release, the gates that must refuse it, and the time until it is over. */
  enum Release {
    GOOD_ONE(GOOD, GOOD, 5),
    SLOWER(GOOD.seconds(0.15), GOOD, 4, "p99-against-primary"),
    BEYOND_THE_OBJECTIVE(GOOD.seconds(3), GOOD.seconds(3), 4, "p99-seconds"),
    ERRING(GOOD.errors(0.03), GOOD, 4, "error-percentage"),
    WITHOUT_ROOM(GOOD.rejected(0.1), GOOD, 4, "rejected-percentage"),
    INACCURATE(GOOD.accuracy(0.7), GOOD, 4, "accuracy-percentage", "accuracy-against-primary"),
    LESS_ACCURATE(GOOD.accuracy(0.85), GOOD, 4, "accuracy-against-primary"),
    MEASURED_YESTERDAY(GOOD.measured(Duration.ofDays(1)), GOOD, 4, "accuracy-percentage"),
    ON_THE_PROCESSOR(GOOD.onProcessor(), GOOD, 4, "gpu-served-percentage", "gpu-utilization"),
    HARDLY_ASKED(GOOD.perSecond(0.5), GOOD, 4, "request-volume"),
    NEVER_ASKED(
        GOOD.perSecond(0),
        GOOD,
        4,
        "request-volume",
        "error-percentage",
        "rejected-percentage",
        "p99-seconds",
        "p99-against-primary",
        "gpu-served-percentage",
        "gpu-utilization");

    private final Behaviour canary;
    private final Behaviour primary;
    private final Duration takes;
    private final Set<String> refusedBy;

    Release(Behaviour canary, Behaviour primary, int minutes, String... refusedBy) {
      this.canary = canary;
      this.primary = primary;
      this.takes = Duration.ofMinutes(minutes);
      this.refusedBy = Set.of(refusedBy);
    }

    String namespace() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** How a release ended. */
  record End(Phase phase, Set<String> refusedBy, Duration took) {}

  /** A mistake in the plan or its questions. */
  record Mistake(String name, UnaryOperator<Manifests> edit) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    TestingPrometheus.require();
    Recording recording = new Recording();
    Arrays.stream(Release.values())
        .forEach(release -> recording.add(release.namespace(), release.canary, release.primary));
    prometheus = Prometheus.of(recording.openMetrics(), folder);
    files =
        Manifests.parse(Files.readString(Path.of("canary/canary.yaml")))
            .and(Manifests.parse(Files.readString(Path.of("canary/metric-templates.yaml"))));
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAsItShould(Release release) {
    Phase phase = release.refusedBy.isEmpty() ? Phase.PROMOTED : Phase.ROLLED_BACK;
    assertEquals(
        new End(phase, release.refusedBy, release.takes), end(CanaryPlan.of(files), release));
  }

  @ParameterizedTest
  @MethodSource
  void mistakeLetsSomeReleaseEndOtherwise(Mistake mistake) {
    assertNotEquals(ends(files), ends(mistake.edit().apply(files)));
  }

  static Stream<Mistake> mistakeLetsSomeReleaseEndOtherwise() {
    return Stream.of(
        withoutRate("ml-p99-seconds"),
        withoutRate("ml-p99-ratio"),
        withoutRate("ml-error-percentage"),
        withoutRate("ml-rejected-percentage"),
        rewritten("no le at p99", "ml-p99-seconds", "sum by (le)", "sum"),
        rewritten("no le at the ratio", "ml-p99-ratio", "sum by (le)", "sum"),
        rewritten("no 0 for errors", "ml-error-percentage", " or vector(0)", ""),
        rewritten("no 0 for refusals", "ml-rejected-percentage", " or vector(0)", ""),
        rewritten("the other device", "ml-gpu-served-percentage", "\"cpu\"", "\"tensorrt\""),
        rewritten("share for percent", "ml-accuracy-percentage", "100 * ", ""),
        rewritten("share for points", "ml-accuracy-delta", "100 *", "1 *"),
        rewritten("milliseconds of metrics", "ml-p99-seconds", "_seconds_", "_ms_"),
        rewritten("the primary's own ratio", "ml-p99-ratio", "{{ target }}\"", "x\""),
        rewritten("any age", "ml-accuracy-percentage", "< 1800", "< 180000"),
        rewritten("nobody counts", "ml-request-volume", "increase(", "sum_over_time("),
        edited("milliseconds for seconds", 3, "/thresholdRange/max", 2000),
        edited("errors of all", 1, "/thresholdRange/max", 100),
        without("gate without a template", 0, "/templateRef"),
        without("gate without bounds", 4, "/thresholdRange"),
        without("no gate about GPUs", 7, ""),
        without("no gate about the busy GPU", 8, ""));
  }

  private static Map<Release, End> ends(Manifests manifests) {
    CanaryPlan plan = CanaryPlan.of(manifests);
    Map<Release, End> ends = new TreeMap<>();
    Arrays.stream(Release.values()).forEach(release -> ends.put(release, end(plan, release)));
    return ends;
  }

  private static End end(CanaryPlan plan, Release release) {
    FlaggerLoop loop = new FlaggerLoop(plan);
    Instant time = Recording.START.plus(Duration.ofMinutes(3));
    Instant first = time;
    while (loop.phase() == Phase.PROGRESSING) {
      Instant now = time;
      loop.round(gate -> answer(plan, gate, release, now));
      time = time.plus(plan.interval());
    }
    return new End(
        loop.phase(), loop.refused(), Duration.between(first, time).minus(plan.interval()));
  }

  private static OptionalDouble answer(CanaryPlan plan, Gate gate, Release release, Instant time) {
    String query = plan.render(gate, release.namespace(), gate.interval());
    Double answer =
        ANSWERS
            .computeIfAbsent(
                query,
                _ ->
                    prometheus.ask(
                        query,
                        Recording.START,
                        Recording.START.plus(Duration.ofMinutes(15)),
                        plan.interval()))
            .get(time);
    return answer == null ? OptionalDouble.empty() : OptionalDouble.of(answer);
  }

  /** The query as it is often written: of totals since the pods began. */
  private static Mistake withoutRate(String template) {
    return new Mistake(
        template + " of totals",
        manifests -> {
          String query = manifests.get(TEMPLATE, template).spec().text("query");
          String totals =
              query.replaceAll("rate\\((\\w+\\{[^}]*(?:}}[^}]*)*})\\[\\{\\{ interval }}]\\)", "$1");
          assertNotEquals(query, totals);
          return manifests.with(TEMPLATE, template, QUERY, totals);
        });
  }

  private static Mistake rewritten(String name, String template, String part, String other) {
    return new Mistake(
        name, manifests -> manifests.rewritten(TEMPLATE, template, QUERY, part, other));
  }

  private static Mistake edited(String name, int gate, String pointer, Object value) {
    return new Mistake(
        name, manifests -> manifests.with("Canary", "ml-pipeline", GATES + gate + pointer, value));
  }

  private static Mistake without(String name, int gate, String pointer) {
    return new Mistake(
        name, manifests -> manifests.without("Canary", "ml-pipeline", GATES + gate + pointer));
  }
}
