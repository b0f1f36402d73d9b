package com.footanalytics.load.traffic;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIf;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;

import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import com.footanalytics.load.slo.Objective;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The users of a profile: who comes, how often, and what they do. */
final class Populations {

  private static final String WARM_UP = "warm-up";
  private static final double HALF = 0.5;
  private static final double READ_SHARE = 0.2;
  private static final double LEAST_READS_PER_SECOND = 0.5;
  private static final double VIDEOS_PER_SECOND = 0.1;
  private static final Duration TAIL = Duration.ofMinutes(3);

  private final Traffic traffic;
  private final Inferences inferences;
  private final Reads reads;
  private final Videos videos;

  Populations(Traffic traffic) {
    Attempts attempts = new Attempts(traffic.target().endpoints(), traffic.ledger());
    this.traffic = traffic;
    this.inferences = new Inferences(traffic, attempts);
    this.reads = new Reads(traffic, attempts);
    this.videos = new Videos(traffic, attempts);
  }

  List<PopulationBuilder> all() {
    List<PopulationBuilder> all = new ArrayList<>();
    all.add(coming("detect", inferences.detect(), rate -> HALF * rate));
    all.add(coming("infer", inferences.modelInfer(), rate -> HALF * rate));
    all.add(
        coming("read", reads.look(), rate -> Math.max(LEAST_READS_PER_SECOND, READ_SHARE * rate)));
    if (traffic.profile().withVideos()) {
      all.add(coming("upload", videos.analyse(), _ -> VIDEOS_PER_SECOND));
      all.add(coming("stream", videos.stream(), _ -> VIDEOS_PER_SECOND));
    }
    return all;
  }

  private PopulationBuilder coming(String name, ChainBuilder doing, DoubleUnaryOperator rate) {
    ChainBuilder users =
        exec(stopLoadGeneratorIf("what the load was for is done", _ -> traffic.ending().isOver()))
            .exec(exitHereIf(_ -> traffic.ending().hasCome()))
            .exec(doIfOrElse(_ -> isWarmingUp()).then(group(WARM_UP).on(doing)).orElse(doing));
    List<OpenInjectionStep> steps = new ArrayList<>();
    if (traffic.profile() == Profile.SMOKE) {
      steps.add(atOnceUsers(1));
    }
    for (Phase phase : traffic.ledger().plan().phases()) {
      steps.add(arrivals(rate.applyAsDouble(phase.perSecond()), phase));
    }
    return scenario(name).exec(users).injectOpen(steps);
  }

  private boolean isWarmingUp() {
    Ledger ledger = traffic.ledger();
    return ledger.plan().phases().get(ledger.phaseNow()).part() == Phase.Part.WARM_UP;
  }

  /** By a Poisson process, but for smoke, which is to be the same each time. */
  private OpenInjectionStep arrivals(double perSecond, Phase phase) {
    var constant = constantUsersPerSec(perSecond).during(phase.length());
    return traffic.profile() == Profile.SMOKE ? constant : constant.randomized();
  }

  /**
   * The objectives as Gatling's report shows them, by request; none where more is asked than fits.
   */
  List<Assertion> assertions() {
    return switch (traffic.profile()) {
      case STEP, BURST, DRAIN -> List.of();
      case SMOKE, STEADY, SOAK, MIXED ->
          traffic.objectives().stream().flatMap(o -> assertions(o).stream()).toList();
    };
  }

  private static List<Assertion> assertions(Objective objective) {
    List<Assertion> assertions = new ArrayList<>();
    for (Request request : always(objective.kind())) {
      assertions.add(
          switch (objective) {
            case Objective.Latency latency ->
                details(request.label())
                    .responseTime()
                    .percentile(100 * latency.share())
                    .lte((int) latency.bound().toMillis());
            case Objective.Errors errors -> failed(request, errors.mostShare());
            case Objective.Rejections rejections -> failed(request, rejections.mostShare());
          });
    }
    return assertions;
  }

  private static Assertion failed(Request request, double mostShare) {
    return details(request.label()).failedRequests().percent().lte(100 * mostShare);
  }

  private static List<Request> always(Request.Kind kind) {
    return switch (kind) {
      case INFERENCE -> List.of(Request.DETECT, Request.MODEL_INFER);
      case READ -> List.of(Request.LIST_JOBS, Request.MODEL);
      case VIDEO -> List.of();
    };
  }

  /** By then even the last job has ended. */
  Duration longest() {
    return traffic.ledger().plan().length().plus(TAIL);
  }
}
