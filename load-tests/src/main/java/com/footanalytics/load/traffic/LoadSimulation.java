package com.footanalytics.load.traffic;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;

/** The simulation of every profile; it runs the {@link #TRAFFIC} that is bound where it is made. */
public final class LoadSimulation extends Simulation {

  public static final ScopedValue<Traffic> TRAFFIC = ScopedValue.newInstance();

  public LoadSimulation() {
    Populations populations = new Populations(TRAFFIC.get());
    setUp(populations.all())
        .protocols(
            http.shareConnections()
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect()
                .userAgentHeader("ml-pipeline-load"))
        .assertions(populations.assertions())
        .maxDuration(populations.longest());
  }
}
