package com.footanalytics.vision.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything a request can end in into a problem; never lets a stack trace out. */
final class ProblemMappers {

  private static final System.Logger LOG = System.getLogger(ProblemMappers.class.getName());

  @ServerExceptionMapper
  Response of(HttpProblem problem) {
    Response.ResponseBuilder answer = answer(problem.status(), problem.detail());
    problem.headers().forEach(answer::header);
    return answer.build();
  }

  @ServerExceptionMapper
  Response of(WebApplicationException e, HttpServerRequest request) {
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    String detail =
        switch (status) {
          case 404 -> "nothing is at " + request.path();
          case 405 -> request.method() + " is not possible here; see the header Allow";
          case 406 -> "no answer of this kind: Accept: " + request.getHeader(HttpHeaders.ACCEPT);
          case 413 -> "the body is too large";
          case 415 ->
              "no body of this kind is taken here: Content-Type: "
                  + Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("none");
          default -> Problem.of(status, "").title();
        };
    Response.ResponseBuilder answer = answer(status, detail);
    if (status == 405) {
      Optional.ofNullable(request.path())
          .flatMap(Routes.ALL::of)
          .ifPresent(route -> answer.header(HttpHeaders.ALLOW, route.allow()));
    }
    return answer.build();
  }

  @ServerExceptionMapper
  Response of(Throwable e, HttpServerRequest request) {
    LOG.log(System.Logger.Level.ERROR, request.method() + " " + request.path() + " failed", e);
    return answer(500, "internal error; the service's log says more").build();
  }

  private static Response.ResponseBuilder answer(int status, String detail) {
    return Response.status(status).type(Problem.MEDIA_TYPE).entity(Problem.of(status, detail));
  }
}
