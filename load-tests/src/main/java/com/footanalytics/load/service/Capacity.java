package com.footanalytics.load.service;

import com.footanalytics.load.traffic.Feed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * About how many inferences a second a service can do: callers in a closed loop, ever more of them
 * until that brings no more answers.
 */
public final class Capacity {

  private static final int FIRST_CALLERS = 2;
  private static final int MOST_CALLERS = 256;
  private static final double WORTH_MORE = 1.1;
  private static final Duration EACH = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final double NANOS = 1e9;

  private final URI detect;
  private final Feed feed;
  private final Duration each;

  public Capacity(URI http, Feed feed) {
    this(http, feed, EACH);
  }

  /**
   * @param each how long every number of callers is tried
   */
  Capacity(URI http, Feed feed, Duration each) {
    this.each = each;
    this.detect = http.resolve("/v1/detect");
    this.feed = feed;
  }

  /**
   * Measures it; takes some ten seconds.
   *
   * @return answers a second
   * @throws ServiceException if no picture is answered
   */
  public double measure() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      answers(client, FIRST_CALLERS, each);
      double best = answers(client, FIRST_CALLERS, each);
      for (int callers = 2 * FIRST_CALLERS; callers <= MOST_CALLERS; callers *= 2) {
        double more = answers(client, callers, each);
        boolean worth = more > WORTH_MORE * best;
        best = Math.max(best, more);
        if (!worth) {
          break;
        }
      }
      if (best == 0) {
        throw new ServiceException(detect + ": no picture was answered; is a detector loaded?");
      }
      return best;
    }
  }

  private double answers(HttpClient client, int callers, Duration length)
      throws InterruptedException {
    AtomicLong answered = new AtomicLong();
    AtomicInteger turn = new AtomicInteger();
    long start = System.nanoTime();
    long deadline = start + length.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                while (deadline - System.nanoTime() > 0 && ask(client, turn.getAndIncrement())) {
                  answered.incrementAndGet();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return answered.get() * NANOS / (System.nanoTime() - start);
  }

  /** Whether it was answered; a caller that was refused is one too many and stays away. */
  private boolean ask(HttpClient client, int turn) {
    byte[] picture = feed.pictures().get(Math.floorMod(turn, feed.pictures().size()));
    HttpRequest request =
        HttpRequest.newBuilder(detect)
            .timeout(TIMEOUT)
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
