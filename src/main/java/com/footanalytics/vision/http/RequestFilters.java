package com.footanalytics.vision.http;

import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.oip.ServerTiming;
import com.footanalytics.vision.telemetry.Label;
import com.footanalytics.vision.telemetry.RequestTelemetry;
import com.footanalytics.vision.telemetry.Trace;
import com.footanalytics.vision.telemetry.Tracing;
import com.footanalytics.vision.upload.UploadConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * What happens to every request: it is timed under its route, its caller is told in which trace it
 * is, and new work may be refused. Made before the configuration can be read, so what needs that is
 * looked up when it is used.
 */
@Singleton
final class RequestFilters {

  static final String UNMATCHED = "unmatched";

  /** Models can be seen to while no work is taken, which may be why none is. */
  private static final String REPOSITORY = "/v2/repository/";

  private static final String PROTOCOL = "/v2";
  private static final String INFERENCE = "/v2/models/";
  private static final String OTHER = "other";
  private static final int EARLY = 1000;
  private static final int AFTER_SERVER_LIMIT = 1;
  private static final Set<String> BRINGS_WORK = Set.of(HttpMethod.POST, HttpMethod.PATCH);
  private static final Set<String> METHODS = Set.copyOf(Label.METHOD.known());

  private final RequestTelemetry telemetry;
  private final Tracing tracing;
  private final Provider<Admission> admission;
  private final Provider<UploadConfig> uploads;

  RequestFilters(
      RequestTelemetry telemetry,
      Tracing tracing,
      Provider<Admission> admission,
      Provider<UploadConfig> uploads) {
    this.telemetry = telemetry;
    this.tracing = tracing;
    this.admission = admission;
    this.uploads = uploads;
  }

  void register(@Observes Filters filters) {
    filters.register(this::time, EARLY);
    filters.register(this::tellTrace, EARLY);
    filters.register(this::closeIdleSoon, EARLY);
    filters.register(this::dropUnreadBody, EARLY);
    filters.register(this::refuseWhileClosed, EARLY - 1);
    filters.register(this::refuseByLength, EARLY - 2);
    filters.register(this::leaveLimitToReader, AFTER_SERVER_LIMIT);
  }

  @ServerRequestFilter
  void refuseNewWork(ContainerRequestContext request) {
    if (bringsWork(request.getMethod(), request.getUriInfo().getPath())) {
      admission
          .get()
          .refusal()
          .ifPresent(reason -> {
            throw HttpProblem.unavailable(reason);
          });
    }
  }

  /**
   * While no work is taken each answer ends its connection, so that none is lost with a call which
   * a caller sends just before the service is gone.
   */
  private void closeIdleSoon(RoutingContext context) {
    context.addHeadersEndHandler(_ -> {
      if (admission.get().closed().isPresent()) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
    });
    context.next();
  }

  /** A refusal that ends its connection arrives only if all that was sent before it is read. */
  private void refuseWhileClosed(RoutingContext context) {
    Optional<String> reason = admission.get().closed();
    if (reason.isPresent()
        && bringsWork(context.request().method().name(), context.normalizedPath())) {
      UnreadBody.dropBeforeAnswer(
          context, () -> refuse(context, HttpProblem.unavailable(reason.get())));
    } else {
      context.next();
    }
  }

  private static boolean bringsWork(String method, String path) {
    return BRINGS_WORK.contains(method) && !path.startsWith(REPOSITORY);
  }

  /** Inferences see to their bodies themselves. */
  private void dropUnreadBody(RoutingContext context) {
    if (!context.normalizedPath().startsWith(INFERENCE)) {
      UnreadBody.dropAfterAnswer(context);
    }
    context.next();
  }

  /** Says so before the body is sent; without a length the limit is found while it is read. */
  private void refuseByLength(RoutingContext context) {
    long maxBytes = uploads.get().maxBytes();
    boolean hasOwnLimit = context.normalizedPath().startsWith(INFERENCE);
    if (hasOwnLimit || length(context.request()) <= maxBytes) {
      context.next();
      return;
    }
    if (context.request().version() != HttpVersion.HTTP_2) {
      context.response().putHeader(HttpHeaders.CONNECTION, "close");
    }
    refuse(context, HttpProblem.tooLarge(maxBytes));
  }

  private static void refuse(RoutingContext context, HttpProblem why) {
    HttpServerResponse answer = context.response();
    why.headers().forEach(answer::putHeader);
    if (context.normalizedPath().startsWith(PROTOCOL)) {
      ProtocolAnswer.error(answer, why.status(), why.detail());
      return;
    }
    Problem problem = Problem.of(why.status(), why.detail());
    answer
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(JsonObject.mapFrom(problem).encode());
  }

  /**
   * Every body is read by a resource that keeps a limit and, unlike the server, answers with a
   * problem when it is passed.
   */
  private void leaveLimitToReader(RoutingContext context) {
    context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
    context.next();
  }

  private static long length(HttpServerRequest request) {
    String length = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH)).orElse("");
    return length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  private void time(RoutingContext context) {
    long start = Arrival.mark(context);
    Trace trace = tracing.current();
    AtomicBoolean reported = new AtomicBoolean();
    context.addHeadersEndHandler(_ -> {
      String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
      if (type != null && type.startsWith("text/event-stream")) {
        report(context, trace, start, reported);
      }
    });
    context.addEndHandler(_ -> report(context, trace, start, reported));
    context.next();
  }

  private void tellTrace(RoutingContext context) {
    tracing
        .traceParent()
        .ifPresent(parent ->
            context.addHeadersEndHandler(_ ->
                context.response().headers().add(ServerTiming.HEADER, ServerTiming.trace(parent))));
    context.next();
  }

  private void report(RoutingContext context, Trace trace, long start, AtomicBoolean reported) {
    if (reported.compareAndSet(false, true)) {
      String method = context.request().method().name();
      String route =
          Routes.ALL.of(context.normalizedPath()).map(Routes.Route::template).orElse(UNMATCHED);
      try (Trace.Scope _ = trace.enter()) {
        telemetry.answered(
            METHODS.contains(method) ? method : OTHER,
            route,
            context.response().getStatusCode(),
            System.nanoTime() - start);
      }
    }
  }
}
