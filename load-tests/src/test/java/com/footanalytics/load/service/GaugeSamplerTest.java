package com.footanalytics.load.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.profile.Profile;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GaugeSamplerTest {

  private static final String PAGE =
      """
      # TYPE ml_inference_queue_depth gauge
      ml_inference_queue_depth{lane="live",model="m"} 2.0
      ml_inference_queue_depth{lane="bulk",model="m"} 1.5
      nvidia_gpu_utilization_gpu{gpu="0"} 40.0
      nvidia_gpu_utilization_gpu{gpu="1"} 90.0
      process_cpu_time_ns_total %d
      """;

  @Test
  void gaugesAreMeansOfThePhaseInWhichTheyWereSeen() throws Exception {
    AtomicLong asked = new AtomicLong();
    CountDownLatch thrice = new CountDownLatch(3);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/q/metrics",
        exchange -> {
          long cpuNanos = asked.incrementAndGet() * 1_000_000_000;
          byte[] page = PAGE.formatted(cpuNanos).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
          thrice.countDown();
        });
    server.start();
    Ledger ledger = new Ledger(Profile.STEADY.plan(1, 10), () -> 0);
    ledger.started();
    URI management = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (HttpLook look = new HttpLook()) {
      var sampler =
          new GaugeSampler(
              ledger, look, management, OptionalLong.of(ProcessHandle.current().pid()));
      sampler.start();
      thrice.await();
      List<GaugeMeans> means = sampler.stop();
      assertEquals(Optional.of(3.5), means.getFirst().queueDepth());
      assertEquals(Optional.of(90.0), means.getFirst().gpuPercent());
      double cores = means.getFirst().cpuCores().orElseThrow();
      assertTrue(cores > 0 && cores < 1.2, "a second of processor time each second: " + cores);
      assertTrue(means.getFirst().residentBytes().orElseThrow() > 10e6);
      assertEquals(GaugeMeans.UNKNOWN, means.get(1));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatAPageDoesNotHoldIsNotZero() {
    Metrics metrics = new Metrics("a 1\na_b 2\na{x=\"}\"} 3\na NaN\n");
    assertTrue(metrics.sum("b").isEmpty());
    assertTrue(metrics.max("b").isEmpty());
    assertEquals(2, metrics.sum("a_b").orElseThrow());
  }
}
