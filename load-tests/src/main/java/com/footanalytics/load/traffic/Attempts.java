package com.footanalytics.load.traffic;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.profile.Request;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.exec.Executable;
import java.time.Duration;

/**
 * Requests that are tried at one instance after the other until one answers: the second at once,
 * more after a pause. Where there is one instance, once.
 */
final class Attempts {

  private static final String ENDPOINT = "endpoint";
  private static final String MADE = "attempts";
  private static final String ANSWERED = "answered";
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Endpoints endpoints;
  private final Ledger ledger;

  Attempts(Endpoints endpoints, Ledger ledger) {
    this.endpoints = endpoints;
    this.ledger = ledger;
  }

  /** The instance that the current attempt, or the last one, goes to. */
  Endpoint endpoint(Session session) {
    return endpoints.get(session.getInt(ENDPOINT));
  }

  /** A request; afterwards the user has failed if no attempt was answered. */
  ChainBuilder at(Request request, Executable attempt) {
    return exec(
            session -> session.set(ENDPOINT, endpoints.next()).set(MADE, 0).set(ANSWERED, false))
        .exec(
            asLongAs(this::goesOn)
                .on(
                    doIf(session -> session.getInt(MADE) > 1).then(pause(PAUSE)),
                    exec(this::turn),
                    exec(attempt),
                    exec(session -> session.set(ANSWERED, !session.isFailed()).markAsSucceeded())))
        .exec(session -> ended(request, session));
  }

  private boolean goesOn(Session session) {
    return !session.getBoolean(ANSWERED) && session.getInt(MADE) < endpoints.mostAttempts();
  }

  private Session turn(Session session) {
    int made = session.getInt(MADE);
    int at = session.getInt(ENDPOINT);
    return session.set(ENDPOINT, made == 0 ? at : endpoints.after(at)).set(MADE, made + 1);
  }

  private Session ended(Request request, Session session) {
    boolean answered = session.getBoolean(ANSWERED);
    ledger.ended(request, answered, session.getInt(MADE));
    return answered ? session : session.markAsFailed();
  }
}
