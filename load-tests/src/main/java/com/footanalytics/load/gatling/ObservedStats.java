package com.footanalytics.load.gatling;

import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.profile.Request;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.controller.Controller;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.stats.StatsEngine;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import scala.Option;
import scala.collection.immutable.List;

/** Gatling's statistics, of which the ledger hears too: both count the same answers. */
@NullUnmarked
final class ObservedStats implements StatsEngine {

  private final StatsEngine gatlings;
  private final Ledger ledger;

  ObservedStats(StatsEngine gatlings, Ledger ledger) {
    this.gatlings = gatlings;
    this.ledger = ledger;
  }

  @Override
  public void start() {
    gatlings.start();
    ledger.started();
  }

  @Override
  public void logResponse(
      String scenario,
      List<String> groups,
      String request,
      long fromMillis,
      long toMillis,
      Status status,
      Option<String> code,
      Option<String> message) {
    gatlings.logResponse(scenario, groups, request, fromMillis, toMillis, status, code, message);
    Outcome outcome = Outcome.of(status == OK$.MODULE$, optional(code), optional(message));
    Request.labelled(request)
        .ifPresent(known -> ledger.attempt(known, fromMillis, toMillis, outcome));
  }

  @Override
  public void logRequestCrash(
      String scenario, List<String> groups, String request, String message) {
    gatlings.logRequestCrash(scenario, groups, request, message);
    ledger.crashed();
  }

  @Override
  public void stop(ActorRef<Controller.Command> controller, Option<Exception> failure) {
    gatlings.stop(controller, failure);
  }

  @Override
  public void logUserStart(String scenario) {
    gatlings.logUserStart(scenario);
  }

  @Override
  public void logUserEnd(String scenario) {
    gatlings.logUserEnd(scenario);
  }

  @Override
  public void logGroupEnd(String scenario, GroupBlock group, long endMillis) {
    gatlings.logGroupEnd(scenario, group, endMillis);
  }

  @Override
  public ChannelHandler statsChannelHandler(String scenario) {
    return gatlings.statsChannelHandler(scenario);
  }

  @Override
  public void logTcpConnectAttempt(InetSocketAddress address) {
    gatlings.logTcpConnectAttempt(address);
  }

  @Override
  public void logTcpConnect(String address, long from, long to, Option<String> error) {
    gatlings.logTcpConnect(address, from, to, error);
  }

  @Override
  public void logTlsHandshake(String address, long from, long to, Option<String> error) {
    gatlings.logTlsHandshake(address, from, to, error);
  }

  private static Optional<String> optional(Option<String> option) {
    return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
  }
}
