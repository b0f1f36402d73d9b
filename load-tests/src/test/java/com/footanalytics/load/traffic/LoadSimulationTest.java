package com.footanalytics.load.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.gatling.GatlingRun;
import com.footanalytics.load.grpc.Channels;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import com.footanalytics.load.profile.Request.Kind;
import io.gatling.commons.util.DefaultClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadSimulationTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Channels channels = new Channels();

  private Ledger run(Profile profile, double seconds, Traffic.Ending ending, Endpoint... endpoints)
      throws IOException {
    Ledger ledger = new Ledger(profile.plan(6, seconds), new DefaultClock()::nowMillis);
    Traffic.Target target =
        new Traffic.Target(
            new Endpoints(List.of(endpoints)),
            channels,
            new ServedModel("m", "images"),
            Feed.read(TestingFeed.write(folder.resolve("feed"))));
    Traffic traffic = new Traffic(profile, ledger, target, DEADLINE, List.of(), ending);
    try (channels) {
      ScopedValue.where(LoadSimulation.TRAFFIC, traffic)
          .call(() -> new GatlingRun(folder).run(LoadSimulation.class, ledger));
    }
    return ledger;
  }

  @Test
  void whatOneInstanceDoesNotTakeAnotherAnswers() throws IOException {
    try (TestingService service = new TestingService()) {
      Ledger ledger =
          run(Profile.DRAIN, 4, Traffic.Ending.WITH_THE_PLAN, nobody(), service.endpoint());
      for (Kind kind : List.of(Kind.INFERENCE, Kind.READ)) {
        Ledger.Ends ends = ledger.ends(kind);
        assertEquals(0, ends.lost(), kind + ": " + ends);
        assertTrue(ends.retried() > 0, kind + ": " + ends);
        assertTrue(ends.answered() > ends.retried(), kind + ": " + ends);
        assertEquals(ends.retried(), ledger.tally(0, kind).count(Outcome.NOT_CONNECTED));
      }
    }
  }

  @Test
  void whatNobodyTakesIsLost() throws IOException {
    Ledger ledger = run(Profile.DRAIN, 2, Traffic.Ending.WITH_THE_PLAN, nobody(), nobody());
    Ledger.Ends ends = ledger.ends(Kind.INFERENCE);
    assertEquals(0, ends.answered());
    assertTrue(ends.lost() > 0);
    assertEquals(4 * ends.lost(), ledger.tally(0, Kind.INFERENCE).count(Outcome.NOT_CONNECTED));
  }

  private static Endpoint nobody() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket http = new ServerSocket(0, 1, loopback);
        ServerSocket grpc = new ServerSocket(0, 1, loopback)) {
      return new Endpoint(
          URI.create("http://127.0.0.1:" + http.getLocalPort()),
          "127.0.0.1:" + grpc.getLocalPort());
    }
  }

  @Test
  void arrivalsComeAtThePlannedRate() throws IOException {
    try (TestingService service = new TestingService()) {
      Ledger ledger = run(Profile.STEADY, 10, Traffic.Ending.WITH_THE_PLAN, service.endpoint());
      long came = ledger.tally(0, Kind.INFERENCE).count() + ledger.tally(1, Kind.INFERENCE).count();
      double expected = 6 * 10;
      assertTrue(Math.abs(came - expected) < 5 * Math.sqrt(expected), came + " came");
      assertTrue(ledger.tally(1, Request.DETECT).count() > 0);
      assertTrue(ledger.tally(1, Request.MODEL_INFER).count() > 0);
    }
  }

  @Test
  void aLoadWhoseReasonIsDoneEndsBeforeItsPlan() throws IOException {
    long start = System.nanoTime();
    try (TestingService service = new TestingService()) {
      Traffic.Ending atTen =
          new Traffic.Ending() {
            @Override
            public boolean hasCome() {
              return service.detections() >= 10;
            }

            @Override
            public boolean isOver() {
              return hasCome();
            }
          };
      Ledger ledger = run(Profile.DRAIN, 3600, atTen, service.endpoint());
      assertEquals(0, ledger.ends(Kind.INFERENCE).lost());
      assertTrue(service.detections() >= 10);
    }
    assertTrue(System.nanoTime() - start < Duration.ofMinutes(2).toNanos());
  }
}
