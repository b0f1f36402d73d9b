package com.footanalytics.load.traffic;

import java.net.URI;

/**
 * Where an instance of the service takes work.
 *
 * @param http with scheme, host and port
 * @param grpc as {@code host:port}
 */
public record Endpoint(URI http, String grpc) {

  String url(String path) {
    return http.resolve(path).toString();
  }
}
