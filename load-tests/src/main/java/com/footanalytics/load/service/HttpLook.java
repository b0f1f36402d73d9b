package com.footanalytics.load.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Small questions over HTTP that are no part of the load. Thread-safe. */
public final class HttpLook implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** The body of an answer of status 200; empty if there is none, for whatever reason. */
  public Optional<String> get(URI uri) throws InterruptedException {
    return send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build());
  }

  /**
   * Asks until the answer is of status 200.
   *
   * @return whether it was, in time
   */
  public boolean await(URI uri, Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (get(uri).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(LOOK_EVERY);
    }
    return true;
  }

  /** As {@link #get}, for a POST of nothing. */
  Optional<String> post(URI uri) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private Optional<String> send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
