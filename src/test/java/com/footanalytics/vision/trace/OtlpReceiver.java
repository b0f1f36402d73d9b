package com.footanalytics.vision.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector does, OTLP over HTTP on the loopback, and keeps them. Thread-safe. */
final class OtlpReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Seen> spans = new ArrayList<>();
  private final Map<String, String> resource = new HashMap<>();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  static OtlpReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtlpReceiver receiver = new OtlpReceiver(server);
    server.createContext("/v1/traces", receiver::take);
    server.start();
    return receiver;
  }

  /** Where spans are to be sent. */
  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = exchange.getRequestBody();
        InputStream plain = zipped ? new GZIPInputStream(body) : body) {
      take(ExportTraceServiceRequest.parseFrom(plain));
    }
    byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    exchange.close();
  }

  private synchronized void take(ExportTraceServiceRequest request) {
    for (var of : request.getResourceSpansList()) {
      of.getResource()
          .getAttributesList()
          .forEach(pair -> resource.put(pair.getKey(), Seen.text(pair.getValue())));
      of.getScopeSpansList()
          .forEach(scope ->
              scope
                  .getSpansList()
                  .forEach(span -> spans.add(Seen.of(scope.getScope().getName(), span))));
    }
    notifyAll();
  }

  /** What the last sender said of itself. */
  synchronized Map<String, String> resource() {
    return Map.copyOf(resource);
  }

  /** Every span that has come. */
  synchronized List<Seen> spans() {
    return List.copyOf(spans);
  }

  /** The spans of a trace once they are as expected; whatever there is when patience is over. */
  synchronized List<Seen> await(String traceId, Predicate<List<Seen>> expected, Duration patience)
      throws InterruptedException {
    Function<List<Seen>, List<Seen>> ofTrace =
        all -> all.stream().filter(span -> span.traceId().equals(traceId)).toList();
    long endNanos = System.nanoTime() + patience.toNanos();
    for (List<Seen> there = ofTrace.apply(spans); ; there = ofTrace.apply(spans)) {
      long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
      if (expected.test(there) || leftMillis <= 0) {
        return there;
      }
      wait(leftMillis);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
