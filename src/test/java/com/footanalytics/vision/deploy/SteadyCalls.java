package com.footanalytics.vision.deploy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks a service at a steady pace, whether it answers or not. */
final class SteadyCalls implements AutoCloseable {

  private static final long PERIOD_MILLIS = 25;

  /** Each so manieth goes to {@link GateModels#WORK}. */
  private static final int SHARE = 40;

  private final HttpClient client;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final HttpRequest quick;
  private final HttpRequest work;
  private int calls;

  SteadyCalls(URI http) {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    quick = request(http, GateModels.QUICK);
    work = request(http, GateModels.WORK);
    pace.scheduleAtFixedRate(this::call, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void call() {
    client.sendAsync(++calls % SHARE == 0 ? work : quick, HttpResponse.BodyHandlers.discarding());
  }

  private static HttpRequest request(URI http, String model) {
    String data =
        IntStream.rangeClosed(1, 16).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return HttpRequest.newBuilder(http.resolve("/v2/models/" + model + "/infer"))
        .header("Content-Type", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                """
                {"inputs":[{"name":"INPUT0","datatype":"FP32","shape":[1,16],"data":[%s]}]}
                """
                    .formatted(data)))
        .build();
  }

  @Override
  public void close() {
    pace.shutdownNow();
    client.shutdownNow();
  }
}
