package com.footanalytics.load.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The least that passes for an instance: a process that says it is ready, and tells its memory. */
final class TestingInstance {

  private TestingInstance() {}

  /** The command that runs one. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx32m",
        "-cp",
        System.getProperty("java.class.path"),
        TestingInstance.class.getName());
  }

  /** Listens where the environment says until it is told to end. */
  public static void main(String[] args) throws IOException {
    String host = System.getenv("QUARKUS_MANAGEMENT_HOST");
    int port = Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    byte[] metrics =
        "ml_inference_queue_depth{lane=\"live\"} 2.0\nml_inference_queue_depth{lane=\"bulk\"} 1.0\n"
            .getBytes(StandardCharsets.UTF_8);
    for (String path : List.of("/q/health/ready", "/q/metrics")) {
      server.createContext(
          path,
          exchange -> {
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
            exchange.close();
          });
    }
    server.start();
    System.out.println("data in " + System.getenv("ML_PIPELINE_DATA_DIR"));
  }
}
