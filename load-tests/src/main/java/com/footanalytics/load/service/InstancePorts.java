package com.footanalytics.load.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Ports of the loopback that one instance listens on. */
record InstancePorts(int http, int grpc, int management) {

  private static final String HOST = "127.0.0.1";

  /** Three that nobody uses now. */
  static InstancePorts free() throws IOException {
    InetAddress loopback = InetAddress.getByName(HOST);
    try (ServerSocket http = new ServerSocket(0, 1, loopback);
        ServerSocket grpc = new ServerSocket(0, 1, loopback);
        ServerSocket management = new ServerSocket(0, 1, loopback)) {
      return new InstancePorts(http.getLocalPort(), grpc.getLocalPort(), management.getLocalPort());
    }
  }

  /** What tells a service to use them. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_HTTP_HOST",
        HOST,
        "QUARKUS_HTTP_PORT",
        Integer.toString(http),
        "QUARKUS_GRPC_SERVER_HOST",
        HOST,
        "QUARKUS_GRPC_SERVER_PORT",
        Integer.toString(grpc),
        "QUARKUS_MANAGEMENT_HOST",
        HOST,
        "QUARKUS_MANAGEMENT_PORT",
        Integer.toString(management));
  }

  String address(int port) {
    return HOST + ":" + port;
  }
}
