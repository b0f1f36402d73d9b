package com.footanalytics.vision.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ServingBench.Result;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ServingBenchTest {
  private final AtomicInteger status = new AtomicInteger(200);
  private final ConcurrentHashMap<Integer, Integer> lengths = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v2/models/identity/infer",
        exchange -> {
          int length = exchange.getRequestBody().readAllBytes().length;
          int head =
              Integer.parseInt(
                  exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length"));
          lengths.merge(length - head, 1, Integer::sum);
          exchange.getResponseHeaders().add("Server-Timing", "total;dur=0.125");
          byte[] answer = "answer".getBytes(US_ASCII);
          exchange.sendResponseHeaders(status.get(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void everyCaseIsMeasured() throws Exception {
    List<Result> results = bench().run(0.05);
    assertEquals(List.of(1, 16, 1, 16), results.stream().map(Result::callers).toList());
    assertEquals(
        List.of(4, 4, 16_000_000, 16_000_000), results.stream().map(Result::bytes).toList());
    assertEquals(Set.of(4, 16_000_000), lengths.keySet());
    for (Result result : results) {
      assertTrue(result.perSecond() > 0);
      assertEquals(List.of(125_000L, 125_000L), result.serverNanos());
      assertTrue(result.roundTripNanos().get(0) <= result.roundTripNanos().get(1));
    }
    assertEquals(5, ServingBench.table(results).lines().count());
  }

  @Test
  void refusalsAreCountedAndNotTimed() throws Exception {
    status.set(429);
    Result result = bench().run(0.02).getFirst();
    assertTrue(result.refused() > 0);
    assertEquals(0, result.perSecond());
    assertEquals(List.of(0L, 0L), result.roundTripNanos());
  }

  @Test
  void anotherStatusEndsTheBenchmark() {
    status.set(404);
    var e = assertThrows(IOException.class, () -> bench().run(0.02));
    assertTrue(String.valueOf(e.getMessage()).contains("404"), e::getMessage);
  }

  private ServingBench bench() {
    return ServingBench.http(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
