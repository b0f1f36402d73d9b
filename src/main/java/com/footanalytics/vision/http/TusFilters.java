package com.footanalytics.vision.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What tus asks of every request and answer, whatever they are about. */
final class TusFilters {

  static final String VERSION = "1.0.0";
  static final String RESUMABLE = "Tus-Resumable";

  private static final String VERSIONS = "Tus-Version";
  private static final String OVERRIDE = "X-HTTP-Method-Override";

  /** For clients whose network lets only some methods through. */
  @ServerRequestFilter(preMatching = true)
  void overrideMethod(ContainerRequestContext request) {
    String method = request.getHeaderString(OVERRIDE);
    if (method != null && isTus(request) && request.getMethod().equals(HttpMethod.POST)) {
      request.setMethod(method);
    }
  }

  @ServerRequestFilter
  void refuseOtherVersions(ContainerRequestContext request) {
    if (!isTus(request) || request.getMethod().equals(HttpMethod.OPTIONS)) {
      return;
    }
    String version = request.getHeaderString(RESUMABLE);
    if (!VERSION.equals(version)) {
      throw HttpProblem.otherVersion(
          "%s: %s (expected: %s)"
              .formatted(RESUMABLE, version == null ? "missing" : version, VERSION),
          VERSIONS,
          VERSION);
    }
  }

  @ServerResponseFilter
  void nameVersion(ContainerRequestContext request, ContainerResponseContext answer) {
    if (isTus(request)) {
      answer.getHeaders().putSingle(RESUMABLE, VERSION);
      answer.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    }
  }

  private static boolean isTus(ContainerRequestContext request) {
    return request.getUriInfo().getPath().startsWith(UploadsResource.ROOT);
  }
}
