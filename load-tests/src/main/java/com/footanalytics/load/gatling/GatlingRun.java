package com.footanalytics.load.gatling;

import com.footanalytics.load.measure.Ledger;
import io.gatling.app.RunResult;
import io.gatling.app.RunResultProcessor;
import io.gatling.core.actor.ActorSystem;
import io.gatling.core.cli.GatlingArgs;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.javaapi.core.Simulation;
import io.gatling.netty.util.Transports;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import scala.Option;

/** Runs simulations and writes Gatling's reports. */
public final class GatlingRun {

  private static final String THREADS = "gatling";
  private static final int AS_MANY_AS_FIT = 0;

  private final Path results;

  /**
   * @param results the folder in which each run makes one of its own
   */
  public GatlingRun(Path results) {
    this.results = results;
  }

  /**
   * How a run ended.
   *
   * @param report its folder, with {@code index.html}
   * @param assertionsHeld whether Gatling found all assertions of the simulation to hold
   */
  public record Ended(Path report, boolean assertionsHeld) {}

  /**
   * Runs it to its end. The simulation is made in the calling thread, by the constructor that takes
   * nothing.
   */
  public Ended run(Class<? extends Simulation> simulation, Ledger ledger) {
    GatlingConfiguration configuration = GatlingConfiguration.load();
    GatlingArgs args = args(simulation);
    EventLoopGroup eventLoops =
        Transports.newEventLoopGroup(
            configuration.netty().useNativeTransport(),
            configuration.netty().useIoUring(),
            AS_MANY_AS_FIT,
            THREADS);
    RunResult result;
    try (ActorSystem actors = new ActorSystem()) {
      result = new ObservedRunner(actors, eventLoops, args, configuration, ledger).run();
    } finally {
      eventLoops
          .shutdownGracefully(0, configuration.core().shutdownTimeout(), TimeUnit.MILLISECONDS)
          .awaitUninterruptibly();
    }
    boolean held = new RunResultProcessor(args, configuration).processRunResult(result).code() == 0;
    return new Ended(results.resolve(result.runId()), held);
  }

  private GatlingArgs args(Class<? extends Simulation> simulation) {
    return new GatlingArgs(
        Option.apply(simulation.getName()),
        Option.empty(),
        false,
        Option.empty(),
        Option.apply(results),
        Option.empty(),
        Option.empty());
  }
}
