package com.footanalytics.load.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.traffic.Feed;
import com.footanalytics.load.traffic.TestingFeed;
import com.footanalytics.load.traffic.TestingService;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CapacityTest {

  private static final Duration EACH = Duration.ofMillis(400);

  @TempDir private Path folder;

  /** Answers one after the other, each after some 20 ms. */
  @Test
  void itIsWhatTheServiceAnswersHoweverManyCall() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    try (var one = Executors.newSingleThreadExecutor()) {
      server.setExecutor(one);
      server.createContext(
          "/v1/detect",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            long until = System.nanoTime() + 20_000_000;
            while (System.nanoTime() - until < 0) {
              Thread.onSpinWait();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      URI http = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      double perSecond = new Capacity(http, feed(), EACH).measure();
      assertTrue(perSecond > 5 && perSecond <= 60, "measured " + perSecond);
    } finally {
      server.stop(0);
    }
  }

  private Feed feed() throws Exception {
    return Feed.read(TestingFeed.write(folder));
  }

  @Test
  void aServiceThatAnswersNoPictureHasNone() throws Exception {
    try (TestingService service = new TestingService()) {
      service.status(503);
      Capacity capacity = new Capacity(service.endpoint().http(), feed(), EACH);
      ServiceException failure = assertThrows(ServiceException.class, capacity::measure);
      assertEquals(
          service.endpoint().http() + "/v1/detect: no picture was answered; is a detector loaded?",
          failure.getMessage());
    }
  }
}
