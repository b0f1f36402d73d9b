package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.TestingSteps;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class JobEventsResourceTest {

  private final TestingSteps analyzer;

  @TestHTTPResource("/v1/jobs/")
  private URI jobs;

  @Inject
  JobEventsResourceTest(TestingSteps analyzer) {
    this.analyzer = analyzer;
  }

  private record Event(String name, long version, JsonPath job) {}

  @Test
  void progressComesWhileTheJobRunsAndThenItsEnd() throws Exception {
    String job = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> answer =
          client.send(
              HttpRequest.newBuilder(jobs.resolve(job + "/events")).build(),
              BodyHandlers.ofLines());
      assertTrue(
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
      Iterator<String> lines = answer.body().iterator();
      Event now = next(lines);
      assertEquals("progress", now.name);
      assertEquals("running", now.job.getString("state"));
      assertEquals(5, now.job.getInt("progress.frames_done"));
      analyzer.release();
      List<Event> events = new ArrayList<>(List.of(now));
      while (!events.getLast().name.equals("end")) {
        events.add(next(lines));
        assertTrue(events.getLast().version > events.get(events.size() - 2).version);
      }
      assertEquals("succeeded", events.getLast().job.getString("state"));
      lines.forEachRemaining(line -> assertEquals("", line));
    }
  }

  @Test
  void anEndedJobTellsItsEndAtOnce() {
    String job = Api.start("match.mp4", "{}");
    assertEquals("succeeded", Api.awaitEnd(job));
    String body = given().get("/v1/jobs/{id}/events", job).then().extract().asString();
    Event end = next(body.lines().iterator());
    assertEquals("end", end.name);
    assertEquals(job, end.job.getString("id"));
  }

  @Test
  void aReaderWhoLeavesHarmsNobody() throws Exception {
    String job = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> answer =
          client.send(
              HttpRequest.newBuilder(jobs.resolve(job + "/events")).build(),
              BodyHandlers.ofLines());
      next(answer.body().iterator());
      client.shutdownNow();
    }
    analyzer.release();
    assertEquals("succeeded", Api.awaitEnd(job));
    given().get("/v1/jobs/{id}", job).then().body("state", equalTo("succeeded"));
  }

  /** Reads up to the empty line that ends an event; comments are passed over. */
  private static Event next(Iterator<String> lines) {
    String name = "";
    String data = "";
    long version = -1;
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("id:")) {
        version = Long.parseLong(line.substring(3).strip());
      } else if (line.startsWith("data:")) {
        data += line.substring(5);
      } else if (line.isEmpty() && !data.isEmpty()) {
        return new Event(name, version, JsonPath.from(data));
      }
    }
    throw new AssertionError("the stream ended within an event");
  }
}
