package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Stands before a service's metrics and hands them on, rewritten. */
final class MetricsProxy implements AutoCloseable {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI metrics;
  private final UnaryOperator<String> rewriting;

  MetricsProxy(URI management, UnaryOperator<String> rewriting) throws IOException {
    this.metrics = management.resolve("/q/metrics");
    this.rewriting = rewriting;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext("/q/metrics", this::answer);
    server.start();
  }

  /** As if models ran on a GPU that is at work. */
  static String onGpu(String metrics) {
    return "nvidia_gpu_utilization_gpu{gpu=\"0\",uuid=\"GPU-0\"} 40\n"
        + metrics.replace("device=\"cpu\"", "device=\"tensorrt\"");
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(metrics).timeout(ANSWER_LIMIT).build(),
              HttpResponse.BodyHandlers.ofString(UTF_8));
      byte[] body = rewriting.apply(page.body()).getBytes(UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", page.headers().firstValue("Content-Type").orElse("text/plain"));
      exchange.sendResponseHeaders(page.statusCode(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
