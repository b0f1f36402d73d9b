package com.footanalytics.load.traffic;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import com.footanalytics.load.profile.Request;
import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;

/** What people and dashboards look at while the service works. */
final class Reads {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final Traffic traffic;
  private final Attempts attempts;

  Reads(Traffic traffic, Attempts attempts) {
    this.traffic = traffic;
    this.attempts = attempts;
  }

  /** The newest jobs, then the model. */
  ChainBuilder look() {
    String model = "/v2/models/" + traffic.target().model().name();
    return exec(read(Request.LIST_JOBS, "/v1/jobs?limit=5", "jobs"))
        .exec(read(Request.MODEL, model, "inputs"));
  }

  private ChainBuilder read(Request request, String path, String field) {
    return attempts.at(
        request,
        http(request.label())
            .get(session -> attempts.endpoint(session).url(path))
            .requestTimeout(TIMEOUT)
            .check(status().is(OK), jmesPath(field).exists()));
  }
}
