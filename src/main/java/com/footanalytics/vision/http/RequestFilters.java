package com.footanalytics.vision.http;

import com.footanalytics.vision.telemetry.RequestTelemetry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What happens to every request: it is timed under its route, and new work may be refused. */
@Singleton
final class RequestFilters {

  static final String UNMATCHED = "unmatched";

  private static final String OTHER = "other";
  private static final int EARLY = 1000;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final RequestTelemetry telemetry;
  private final Admission admission;

  RequestFilters(RequestTelemetry telemetry, Admission admission) {
    this.telemetry = telemetry;
    this.admission = admission;
  }

  void register(@Observes Filters filters) {
    filters.register(this::time, EARLY);
  }

  @ServerRequestFilter
  void refuseNewWork(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.POST)) {
      admission
          .refusal()
          .ifPresent(reason -> {
            throw HttpProblem.unavailable(reason);
          });
    }
  }

  private void time(RoutingContext context) {
    long start = System.nanoTime();
    AtomicBoolean reported = new AtomicBoolean();
    context.addHeadersEndHandler(_ -> {
      String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
      if (type != null && type.startsWith("text/event-stream")) {
        report(context, start, reported);
      }
    });
    context.addEndHandler(_ -> report(context, start, reported));
    context.next();
  }

  private void report(RoutingContext context, long start, AtomicBoolean reported) {
    if (reported.compareAndSet(false, true)) {
      String method = context.request().method().name();
      String route =
          Routes.ALL.of(context.normalizedPath()).map(Routes.Route::template).orElse(UNMATCHED);
      telemetry.answered(
          METHODS.contains(method) ? method : OTHER,
          route,
          context.response().getStatusCode(),
          System.nanoTime() - start);
    }
  }
}
