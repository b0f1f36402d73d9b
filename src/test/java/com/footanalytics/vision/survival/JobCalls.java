package com.footanalytics.vision.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Calls of a running service that concern videos and jobs. Thread-safe. */
public final class JobCalls implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  public JobCalls(URI base) {
    this.base = base;
  }

  /** Waits until the service takes work. */
  public void awaitReady() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (status("v2/health/ready") != 200) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("the service does not become ready");
      }
      Thread.sleep(20);
    }
  }

  /** Waits until the service takes work, though nobody may listen now. */
  void awaitBack() throws InterruptedException {
    long start = System.nanoTime();
    while (!isReady()) {
      if (System.nanoTime() - start > 2 * PATIENCE.toNanos()) {
        throw new AssertionError("the service does not come back");
      }
      Thread.sleep(50);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return status("v2/health/ready") == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /** Hands a video in and gives its id. */
  public String upload(Path video) throws IOException, InterruptedException {
    return sent(
            request("v1/videos?name=" + video.getFileName())
                .header("Content-Type", "video/mp4")
                .POST(BodyPublishers.ofFile(video)),
            201)
        .required("id")
        .asText();
  }

  /** Starts a job for someone who is in a trace, and gives its id. */
  public String start(String video, String options, String traceParent)
      throws IOException, InterruptedException {
    return sent(
            request("v1/videos/%s/jobs".formatted(video))
                .header("Content-Type", "application/json")
                .header("traceparent", traceParent)
                .POST(BodyPublishers.ofString(options)),
            202)
        .required("id")
        .asText();
  }

  /** Starts a job and gives its id. */
  public String start(String video, String options) throws IOException, InterruptedException {
    return sent(
            request("v1/videos/%s/jobs".formatted(video))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(options)),
            202)
        .required("id")
        .asText();
  }

  /** What is answered to a video that is handed in. */
  int statusOfUpload(Path video) throws IOException, InterruptedException {
    return client
        .send(
            request("v1/videos?name=" + video.getFileName())
                .header("Content-Type", "video/mp4")
                .POST(BodyPublishers.ofFile(video))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** What is answered to a video that is handed in with a form. */
  int statusOfForm(Path video) throws IOException, InterruptedException {
    String head = "--x\r\nContent-Disposition: form-data; name=f; filename=f.mp4\r\n\r\n";
    return client
        .send(
            request("v1/videos")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(
                    BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(video),
                        BodyPublishers.ofString("\r\n--x--\r\n")))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** What is answered to a job that is asked for. */
  int statusOfStart(String video) throws IOException, InterruptedException {
    return client
        .send(
            request("v1/videos/%s/jobs".formatted(video)).POST(BodyPublishers.noBody()).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** Starts a job as soon as the service takes one again, and gives its id. */
  String startWhenTaken(String video) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (statusOfStart(video) != 202) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("no job is taken any more");
      }
      Thread.sleep(100);
    }
    return newestJob();
  }

  private String newestJob() throws IOException, InterruptedException {
    return sent(request("v1/jobs?limit=1").GET(), 200)
        .required("jobs")
        .get(0)
        .required("id")
        .asText();
  }

  JsonNode job(String id) throws IOException, InterruptedException {
    return sent(request("v1/jobs/" + id).GET(), 200);
  }

  String state(String id) throws IOException, InterruptedException {
    return job(id).required("state").asText();
  }

  JsonNode summary(String id) throws IOException, InterruptedException {
    return sent(request("v1/jobs/%s/summary".formatted(id)).GET(), 200);
  }

  public String detections(String id) throws IOException, InterruptedException {
    return body(request("v1/jobs/%s/detections".formatted(id)).GET(), 200);
  }

  /** Follows the detections until the job has ended. */
  String followed(String id) throws IOException, InterruptedException {
    HttpRequest follow =
        HttpRequest.newBuilder(base.resolve("v1/jobs/%s/detections?follow=true".formatted(id)))
            .build();
    return client.send(follow, BodyHandlers.ofString(UTF_8)).body();
  }

  int cancel(String id) throws IOException, InterruptedException {
    return client
        .send(request("v1/jobs/" + id).DELETE().build(), BodyHandlers.discarding())
        .statusCode();
  }

  /** Waits for the end of a job, at most so long, and gives its state. */
  public String awaitEnd(String id, Duration limit) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < limit.toNanos()) {
      String state = state(id);
      if (!state.equals("queued") && !state.equals("running")) {
        return state;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("job %s has not ended: %s".formatted(id, job(id)));
  }

  /** Waits until a running job has so many frames done. */
  void awaitFrames(String id, long frames) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (job(id).path("progress").path("frames_done").asLong() < frames) {
      if (System.nanoTime() - start > 2 * PATIENCE.toNanos()) {
        throw new AssertionError("job %s stands still: %s".formatted(id, job(id)));
      }
      Thread.sleep(50);
    }
  }

  int status(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
  }

  private JsonNode sent(HttpRequest.Builder request, int status)
      throws IOException, InterruptedException {
    return JSON.readTree(body(request, status));
  }

  private String body(HttpRequest.Builder request, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "%s: %d (expected: %d): %s"
              .formatted(answer.uri(), answer.statusCode(), status, answer.body()));
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
