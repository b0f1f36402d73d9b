package com.footanalytics.vision.http;

import com.footanalytics.vision.flags.Identity;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** Who sends a request. */
final class Callers {

  /** What a caller calls itself, for flags that are on for some. */
  static final String HEADER = "X-Caller-Id";

  private Callers() {}

  /** The address of the other end, without its port. */
  static String address(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress())
        .map(SocketAddress::hostAddress)
        .orElse("unknown");
  }

  /** As flags are decided: by the header, else by the address. */
  static Identity identity(HttpServerRequest request) {
    return Identity.caller(request.getHeader(HEADER), address(request));
  }
}
