package com.footanalytics.vision.flags;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers as Flagsmith's API does at {@code /api/v1/environment-document/}, or in one
 * of the ways in which such a server fails.
 */
final class FakeFlagsmith implements AutoCloseable {

  static final String KEY = "ser.test-environment";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Reply reply = exchange -> send(exchange, 404, "");

  /** What it does with a request whose key is right. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  FakeFlagsmith() {
    this(0);
  }

  /**
   * @param port 0 for any
   */
  FakeFlagsmith(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("X-Environment-Key");
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + key);
      if (!KEY.equals(key)) {
        send(exchange, 401, "{\"detail\": \"Invalid or missing Environment Key\"}");
      } else if (!exchange.getRequestURI().getPath().equals("/api/v1/environment-document/")) {
        send(exchange, 404, "{\"detail\": \"Not found.\"}");
      } else {
        reply.to(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:%d/api/v1/".formatted(port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  LiveFlags.Server asServer() {
    return new LiveFlags.Server(url(), KEY, Duration.ofSeconds(10));
  }

  /** Requests so far: method, path, key. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void serve(TestingEnvironment environment) {
    String json = environment.json();
    reply = exchange -> send(exchange, 200, json);
  }

  void serve(int status, String body) {
    reply = exchange -> send(exchange, status, body);
  }

  void redirectTo(String url) {
    reply =
        exchange -> {
          exchange.getResponseHeaders().add("Location", url);
          send(exchange, 302, "");
        };
  }

  /** Sends byte after byte and never ends. */
  void drip() {
    reply =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write("{\"feature_states\": [".getBytes(UTF_8));
          while (!over.await(10, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            body.write(' ');
            body.flush();
          }
        };
  }

  /** Sends as fast as it is read and never ends. */
  void pour() {
    byte[] spaces = " ".repeat(1 << 16).getBytes(UTF_8);
    reply =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (over.getCount() > 0) {
            body.write(spaces);
          }
        };
  }

  /** Takes requests and says nothing. */
  void fallSilent() {
    reply = _ -> over.await();
  }

  /** Promises more than it sends. */
  void breakOff() {
    reply =
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"feature_states\": [".getBytes(UTF_8));
        };
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** From now on connections are refused. */
  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.close();
  }
}
