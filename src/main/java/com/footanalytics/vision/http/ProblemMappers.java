package com.footanalytics.vision.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns everything a request can end in into a problem, or under {@code /v2} into that protocol's
 * error; never lets a stack trace out.
 */
final class ProblemMappers {

  private static final System.Logger LOG = System.getLogger(ProblemMappers.class.getName());

  @ServerExceptionMapper
  Response of(HttpProblem problem, HttpServerRequest request) {
    Response.ResponseBuilder answer = answer(request, problem.status(), problem.detail());
    problem.headers().forEach(answer::header);
    return answer.build();
  }

  @ServerExceptionMapper
  Response of(WebApplicationException e, HttpServerRequest request) {
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    Response.ResponseBuilder answer = answer(request, status, detail(status, request));
    if (status == 405) {
      Routes.ALL
          .of(path(request))
          .ifPresent(route -> answer.header(HttpHeaders.ALLOW, route.allow()));
    }
    return answer.build();
  }

  /** Where the caller is gone, or was answered already, there is no one left to tell. */
  @ServerExceptionMapper
  Response of(Throwable e, HttpServerRequest request) {
    String what = request.method() + " " + path(request) + " failed";
    if (request.response().closed() || request.response().ended()) {
      LOG.log(System.Logger.Level.DEBUG, what, e);
      return Response.serverError().build();
    }
    LOG.log(System.Logger.Level.ERROR, what, e);
    return answer(request, 500, "internal error; the service's log says more").build();
  }

  private static String detail(int status, HttpServerRequest request) {
    return switch (status) {
      case 404 -> "nothing is at " + path(request);
      case 405 -> request.method() + " is not possible here; see the header Allow";
      case 406 -> "no answer of this kind: Accept: " + header(request, HttpHeaders.ACCEPT);
      case 413 -> "the body is too large";
      case 415 ->
          "no body of this kind is taken here: Content-Type: "
              + header(request, HttpHeaders.CONTENT_TYPE);
      default -> Problem.of(status, "").title();
    };
  }

  private static Response.ResponseBuilder answer(
      HttpServerRequest request, int status, String detail) {
    Response.ResponseBuilder answer = Response.status(status);
    return path(request).startsWith("/v2")
        ? answer.type(MediaType.APPLICATION_JSON_TYPE).entity(Map.of("error", detail))
        : answer.type(Problem.MEDIA_TYPE).entity(Problem.of(status, detail));
  }

  private static String path(HttpServerRequest request) {
    return Optional.ofNullable(request.path()).orElse("/");
  }

  private static String header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("none");
  }
}
