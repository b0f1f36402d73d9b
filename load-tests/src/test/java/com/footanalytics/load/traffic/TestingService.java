package com.footanalytics.load.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that speaks as the real one does, and answers as late or as badly as it is told. */
public final class TestingService implements AutoCloseable {

  private final HttpServer http;
  private final Server grpc;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger detections = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;
  private volatile int status = 200;

  public TestingService() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    http.setExecutor(threads);
    http.createContext("/v1/detect", this::detect);
    http.createContext("/v2/health/ready", exchange -> answer(exchange, 200, "{}"));
    http.createContext("/v1/jobs", exchange -> answer(exchange, 200, "{\"jobs\":[]}"));
    http.createContext(
        "/v2/models/m", exchange -> answer(exchange, 200, "{\"inputs\":[{\"name\":\"images\"}]}"));
    http.createContext(
        "/v2/repository/index",
        exchange -> answer(exchange, 200, "[{\"name\":\"m\",\"state\":\"READY\"}]"));
    http.start();
    grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
            .addService(new Inferences())
            .build()
            .start();
  }

  /** How long an inference takes from now on. */
  public void delay(Duration time) {
    delay = time;
  }

  /** What pictures over HTTP are answered with from now on. */
  public void status(int code) {
    status = code;
  }

  /** Pictures over HTTP that came. */
  public int detections() {
    return detections.get();
  }

  public Endpoint endpoint() {
    return new Endpoint(
        URI.create("http://127.0.0.1:" + http.getAddress().getPort()),
        "127.0.0.1:" + grpc.getPort());
  }

  private void detect(HttpExchange exchange) throws IOException {
    detections.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    int code = status;
    later.schedule(
        () -> threads.execute(() -> answerQuietly(exchange, code)),
        delay.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private static void answerQuietly(HttpExchange exchange, int code) {
    try {
      answer(exchange, code, "{\"objects\":[]}");
    } catch (IOException _) {
      // The caller no longer waits.
    }
  }

  private static void answer(HttpExchange exchange, int code, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private final class Inferences extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
      if (request.getModelName().equals("full")) {
        observer.onError(Status.RESOURCE_EXHAUSTED.withDescription("full").asRuntimeException());
        return;
      }
      if (request.getModelName().equals("stopping")) {
        observer.onError(Status.UNAVAILABLE.withDescription("stopping").asRuntimeException());
        return;
      }
      ModelInferResponse.Builder answer = ModelInferResponse.newBuilder();
      if (!request.getModelName().equals("empty")) {
        answer.addOutputs(InferOutputTensor.newBuilder().setName("boxes"));
      }
      later.schedule(
          () -> {
            observer.onNext(answer.build());
            observer.onCompleted();
          },
          delay.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    grpc.shutdownNow();
    later.shutdownNow();
    threads.shutdownNow();
  }
}
