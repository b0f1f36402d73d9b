package com.footanalytics.vision.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.testing.TestingPictures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Several who call services without a pause, each over a connection that it keeps. A call that a
 * service refuses before it takes it, with 503, 429 or without a listener, goes to the other one,
 * as behind any load balancer; one that stops is left alone until it says that it is ready.
 * Whatever else is no answer is a loss.
 */
final class Callers implements AutoCloseable {

  private static final int CALLERS = 4;

  private static final int STOPS = 503;

  /** It stops, or has too much to do. */
  private static final Set<Integer> REFUSED = Set.of(STOPS, 429);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<URI> services = new CopyOnWriteArrayList<>();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final byte[] picture;
  private volatile boolean stopping;

  Callers() throws IOException {
    this.picture = TestingPictures.jpeg(192, 108);
  }

  void add(URI service) {
    services.add(service);
  }

  /** The service at that place has moved. */
  void replace(int place, URI service) {
    services.set(place, service);
  }

  void start() {
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().name("caller-" + i).start(() -> call(number)));
    }
  }

  /** What became of calls that were not answered. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  /** Waits until so many more calls are answered. */
  void awaitAnswers(int more) throws InterruptedException {
    long start = System.nanoTime();
    long until = answered.get() + more;
    while (answered.get() < until) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("no answers any more; lost: " + lost);
      }
      Thread.sleep(10);
    }
  }

  /** Lets the callers end and gives how many calls were answered. */
  long stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return answered.get();
  }

  private void call(int number) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Set<URI> avoided = new HashSet<>();
      for (int turn = number; !stopping; turn++) {
        URI service = services.get(turn % services.size());
        if (avoided.contains(service) && !isReady(client, service)) {
          continue;
        }
        avoided.remove(service);
        int status = status(client, service);
        if (status == 200) {
          answered.incrementAndGet();
        } else if (status == STOPS) {
          avoided.add(service);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isReady(HttpClient client, URI service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("v2/health/ready")).timeout(PATIENCE).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /** The status of the answer; a call that was taken and not answered as it should be is lost. */
  private int status(HttpClient client, URI service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("v1/detect?timeout=25000000"))
            .header("Content-Type", "image/jpeg")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString(UTF_8));
      if (answer.statusCode() != 200 && !REFUSED.contains(answer.statusCode())) {
        lost.add(answer.statusCode() + ": " + answer.body());
      }
      return answer.statusCode();
    } catch (ConnectException _) {
      return STOPS;
    } catch (IOException e) {
      lost.add(e.toString());
      return STOPS;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
