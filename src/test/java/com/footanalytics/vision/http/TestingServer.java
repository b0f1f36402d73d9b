package com.footanalytics.vision.http;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.telemetry.Tracing;
import io.quarkus.runtime.ApplicationConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** The inference routes on a server of their own, without what Quarkus puts around them. */
final class TestingServer implements AutoCloseable {

  final TestingTensors tensors = new TestingTensors();
  final NativePool pool = new NativePool(1 << 26);

  /** A permit for every connection that was closed. */
  final Semaphore closed = new Semaphore(0);

  final AtomicReference<Optional<String>> refusal = new AtomicReference<>(Optional.empty());

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context eventLoop = vertx.getOrCreateContext();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;

  TestingServer(Duration bodyTimeout, int maxBodyBytes) {
    var router = Router.router(vertx);
    new InferenceRoutes(
            () -> tensors,
            () -> refusal::get,
            () -> pool,
            () -> new Config(maxBodyBytes, pool.takenBytes(), bodyTimeout),
            () -> Tracing.NONE,
            new Application())
        .register(router);
    server =
        vertx
            .createHttpServer()
            .connectionHandler(connection -> connection.closeHandler(_ -> closed.release()))
            .requestHandler(router)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private record Config(int maxBodyBytes, long poolBytes, Duration bodyTimeout)
      implements InferenceProtocolConfig {
    @Override
    public Duration defaultTimeout() {
      return Duration.ofSeconds(30);
    }
  }

  private static final class Application implements ApplicationConfig {
    @Override
    public Optional<String> name() {
      return Optional.of("ml-pipeline");
    }

    @Override
    public Optional<String> version() {
      return Optional.of("1.2.3");
    }

    @Override
    public Optional<String> uiHeader() {
      return Optional.empty();
    }
  }

  int port() {
    return server.actualPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path));
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /**
   * @param headers names and values
   */
  HttpResponse<byte[]> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  Socket connect() throws IOException {
    var socket = new Socket("localhost", port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Bytes that requests still lie in, once the event loop has done what it has to do now. */
  long bytesInUse() {
    var done = new CompletableFuture<Long>();
    eventLoop.runOnContext(_ -> done.complete(pool.takenBytes()));
    return done.join();
  }

  @Override
  public void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    pool.close();
  }
}
