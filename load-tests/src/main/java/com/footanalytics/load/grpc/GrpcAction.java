package com.footanalytics.load.grpc;

import com.typesafe.scalalogging.Logger;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.util.Clock;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import scala.Option;

/** Starts calls and goes on with each user when its call has ended. */
final class GrpcAction implements Action {

  private final GrpcRequest<?, ?> request;
  private final StatsEngine stats;
  private final Clock clock;
  private final Action next;
  private final Logger logger = Logger.apply(GrpcAction.class.getName());

  GrpcAction(GrpcRequest<?, ?> request, CoreComponents core, Action next) {
    this.request = request;
    this.stats = core.statsEngine();
    this.clock = core.clock();
    this.next = next;
  }

  /** Starts the call, unless something failed in a block that the user leaves for that. */
  @Override
  public void execute(Session session) {
    long fromMillis = clock.nowMillis();
    Option<BlockExit> exit = BlockExit.mustExit(session);
    if (exit.isDefined()) {
      exit.get().exitBlock(stats, fromMillis);
      return;
    }
    try {
      request
          .start(new io.gatling.javaapi.core.Session(session))
          .thenAccept(end -> ended(session, end, fromMillis, clock.nowMillis()));
    } catch (RuntimeException e) {
      stats.logRequestCrash(
          session.scenario(), session.groups(), name(), String.valueOf(e.getMessage()));
      next.$bang(session.markAsFailed());
    }
  }

  private void ended(Session session, CallEnd end, long fromMillis, long toMillis) {
    stats.logResponse(
        session.scenario(),
        session.groups(),
        name(),
        fromMillis,
        toMillis,
        end.isOk() ? OK$.MODULE$ : KO$.MODULE$,
        Option.apply(end.code()),
        Option.apply(end.message().orElse(null)));
    Session timed = session.logGroupRequestTimings(fromMillis, toMillis);
    next.$bang(end.isOk() ? timed : timed.markAsFailed());
  }

  @Override
  public String name() {
    return request.name();
  }

  @Override
  public Logger logger() {
    return logger;
  }

  /** For the trait's initialiser; the field is set where it is declared. */
  @Override
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger ignored) {}
}
