package com.footanalytics.load;

import com.footanalytics.load.gatling.GatlingRun;
import com.footanalytics.load.grpc.Channels;
import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.StallMeter;
import com.footanalytics.load.profile.Plan;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request.Kind;
import com.footanalytics.load.service.Capacity;
import com.footanalytics.load.service.GaugeSampler;
import com.footanalytics.load.service.HttpLook;
import com.footanalytics.load.service.ModelLookup;
import com.footanalytics.load.service.RollingRestart;
import com.footanalytics.load.slo.Objective;
import com.footanalytics.load.slo.SloFile;
import com.footanalytics.load.traffic.Endpoint;
import com.footanalytics.load.traffic.Endpoints;
import com.footanalytics.load.traffic.Feed;
import com.footanalytics.load.traffic.LoadSimulation;
import com.footanalytics.load.traffic.Traffic;
import com.footanalytics.load.verdict.Evidence;
import com.footanalytics.load.verdict.JsonFiles;
import com.footanalytics.load.verdict.Judge;
import com.footanalytics.load.verdict.Verdict;
import io.gatling.commons.util.DefaultClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One profile from the start of the service to the files of its verdict. For one thread. */
final class LoadTest {

  static final String VERDICT = "verdict.json";
  static final String KNEE = "knee.json";

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(20);
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(2);
  private static final double MILLIS = 1000;

  private final Settings settings;
  private final Consumer<String> progress;

  /**
   * @param progress is told in a line what happens now
   */
  LoadTest(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws IOException if what it needs cannot be read or its results not be written
   * @throws com.footanalytics.load.service.ServiceException if the service cannot be loaded
   */
  Verdict run() throws IOException, InterruptedException {
    List<Objective> objectives = SloFile.read(settings.files().objectives());
    Feed feed = Feed.read(settings.files().feed());
    try (HttpLook look = new HttpLook();
        LoadedService service = service(look);
        Channels channels = new Channels()) {
      for (Endpoint endpoint : service.endpoints()) {
        if (!look.await(endpoint.http().resolve("/v2/health/ready"), LONGEST_WAIT)) {
          throw new IOException(endpoint.http() + ": not ready; is it a running service?");
        }
        connect(channels, endpoint.grpc());
      }
      Endpoint first = service.endpoints().getFirst();
      var model = new ModelLookup(look).find(first.http(), settings.service().model());
      Optional<Double> capacity = capacity(first, feed);
      double perSecond = perSecond(capacity);
      Plan plan = settings.profile().plan(perSecond, settings.secondsOrDefault());
      Ledger ledger = new Ledger(plan, new DefaultClock()::nowMillis);
      var target = new Traffic.Target(new Endpoints(service.endpoints()), channels, model, feed);
      Evidence evidence = load(service, look, ledger, target, objectives);
      Verdict verdict =
          new Judge(evidence, objectives).judge(settings.profile(), perSecond, capacity);
      write(verdict, evidence);
      return verdict;
    }
  }

  private LoadedService service(HttpLook look) throws IOException, InterruptedException {
    return switch (settings.service()) {
      case Settings.Service.Running running -> LoadedService.running(running);
      case Settings.Service.Started started -> {
        int instances = settings.profile().restarts() ? 2 : 1;
        progress.accept("starting " + (instances == 1 ? "the service" : instances + " instances"));
        yield LoadedService.start(started, instances, settings.files().out(), look);
      }
    };
  }

  private static void connect(Channels channels, String address)
      throws IOException, InterruptedException {
    if (!channels.connect(address, LONGEST_CONNECT)) {
      throw new IOException(address + ": no gRPC connection; does the service listen there?");
    }
  }

  private Optional<Double> capacity(Endpoint first, Feed feed) throws InterruptedException {
    if (settings.perSecond().isPresent() || !settings.profile().needsCapacity()) {
      return Optional.empty();
    }
    progress.accept("measuring how much it can do");
    return Optional.of(new Capacity(first.http(), feed).measure());
  }

  private double perSecond(Optional<Double> capacity) {
    return settings
        .perSecond()
        .or(() -> capacity.map(settings.profile()::rateFor))
        .orElse(Profile.MOST_SMOKE_RATE);
  }

  private Evidence load(
      LoadedService service,
      HttpLook look,
      Ledger ledger,
      Traffic.Target target,
      List<Objective> objectives)
      throws InterruptedException {
    RollingRestart restart = new RollingRestart(service.own());
    boolean restarts = settings.profile().restarts();
    Traffic traffic =
        new Traffic(
            settings.profile(),
            ledger,
            target,
            deadline(objectives),
            objectives,
            restarts ? restart : Traffic.Ending.WITH_THE_PLAN);
    Optional<GaugeSampler> gauges =
        service
            .management()
            .map(management -> new GaugeSampler(ledger, look, management, service.pid()));
    StallMeter stalls = new StallMeter();
    gauges.ifPresent(GaugeSampler::start);
    stalls.start();
    if (restarts) {
      restart.start();
    }
    announce(ledger.plan(), restarts);
    GatlingRun.Ended gatling = simulate(traffic);
    return new Evidence(
        ledger,
        gauges.isPresent() ? gauges.get().stop() : unknown(ledger.plan()),
        stalls.stop(),
        gatling,
        restarts ? restart.await() : List.of(),
        restarts ? restart.failure() : Optional.empty());
  }

  private void announce(Plan plan, boolean restarts) {
    progress.accept(
        "%s: %.1f inferences/s at first, %s%.0f s"
            .formatted(
                settings.profile().label(),
                plan.phases().getFirst().perSecond(),
                restarts ? "until both instances are restarted, at most " : "",
                plan.length().toMillis() / MILLIS));
  }

  private GatlingRun.Ended simulate(Traffic traffic) {
    Path results = settings.files().out().resolve("gatling");
    return ScopedValue.where(LoadSimulation.TRAFFIC, traffic)
        .call(() -> new GatlingRun(results).run(LoadSimulation.class, traffic.ledger()));
  }

  private static List<GaugeMeans> unknown(Plan plan) {
    return plan.phases().stream().map(_ -> GaugeMeans.UNKNOWN).toList();
  }

  /** Nine tenths of what is promised for an inference, so that its answer is back in time. */
  private static Duration deadline(List<Objective> objectives) {
    return objectives.stream()
        .filter(Objective.Latency.class::isInstance)
        .map(Objective.Latency.class::cast)
        .filter(latency -> latency.kind() == Kind.INFERENCE)
        .map(latency -> latency.bound().multipliedBy(9).dividedBy(10))
        .findFirst()
        .orElse(DEFAULT_DEADLINE);
  }

  private void write(Verdict verdict, Evidence evidence) throws IOException {
    JsonFiles files = new JsonFiles();
    files.writeVerdict(settings.files().out().resolve(VERDICT), verdict, evidence);
    if (verdict.knee().isPresent()) {
      files.writeKnee(settings.files().out().resolve(KNEE), verdict.knee().get());
    }
  }
}
