package com.footanalytics.load.gatling;

import com.footanalytics.load.measure.Ledger;
import io.gatling.app.Runner;
import io.gatling.commons.util.Clock;
import io.gatling.core.actor.ActorSystem;
import io.gatling.core.cli.GatlingArgs;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.scenario.SimulationParams;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.stats.writer.RunMessage;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/** Gatling's runner with {@link ObservedStats}; it asks nobody outside for newer versions. */
final class ObservedRunner extends Runner {

  private final Ledger ledger;

  ObservedRunner(
      ActorSystem actors,
      EventLoopGroup eventLoops,
      GatlingArgs args,
      GatlingConfiguration configuration,
      Ledger ledger) {
    super(actors, eventLoops, clock(ledger), args, configuration);
    this.ledger = ledger;
  }

  private static Clock clock(Ledger ledger) {
    return new Clock() {
      @Override
      public long nowMillis() {
        return ledger.nowMillis();
      }

      @Override
      public long nowSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(nowMillis());
      }
    };
  }

  @Override
  public StatsEngine newStatsEngine(SimulationParams simulation, RunMessage run) {
    return new ObservedStats(super.newStatsEngine(simulation, run), ledger);
  }

  @Override
  public void displayVersionWarning() {
    // The pom decides the version.
  }
}
