package com.footanalytics.vision.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.TestingPrometheus.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A Prometheus as a process of its own, on a free port of the loopback. Thread-safe. */
public final class RunningPrometheus implements AutoCloseable {

  private static final Pattern LISTENS =
      Pattern.compile("msg=\"Listening on\".* address=(127\\.0\\.0\\.1:[1-9]\\d*)");
  private static final String DATA = "series";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final Queue<String> log;
  private final URI api;

  private RunningPrometheus(Process process, Queue<String> log, String address) {
    this.process = process;
    this.log = log;
    this.api = URI.create("http://" + address + "/api/v1/");
  }

  /** What a question was answered: series, or an error in Prometheus' words. */
  public record Answer(List<JsonNode> series, String error) {

    public boolean hasData() {
      return !series.isEmpty();
    }
  }

  /**
   * Starts one that knows what was recorded.
   *
   * @param openMetrics samples with their times, and the end mark
   * @param folder where that and its data go
   */
  public static RunningPrometheus of(Tools tools, Path folder, String openMetrics)
      throws IOException {
    Path file = Files.writeString(folder.resolve("recorded.om"), openMetrics);
    Process fill =
        new ProcessBuilder(
                tools.promtool().toString(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                file.toString(),
                folder.resolve(DATA).toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(fill.getInputStream().readAllBytes(), UTF_8);
    if (fill.onExit().join().exitValue() != 0) {
      throw new AssertionError("recorded metrics cannot be stored: " + output);
    }
    return start(tools, folder, "");
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param folder where its configuration and data go; paths in the configuration are within it
   * @param configuration its file, as text
   */
  public static RunningPrometheus start(Tools tools, Path folder, String configuration)
      throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Process process =
        new ProcessBuilder(
                tools.prometheus().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve(DATA),
                "--storage.tsdb.retention.time=10y",
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .start();
    Queue<String> log = new ConcurrentLinkedQueue<>();
    BufferedReader lines = process.inputReader(UTF_8);
    String address = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.add(line);
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        address = listens.group(1);
      }
      if (!address.isEmpty() && line.contains("Server is ready")) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(log::add));
        return new RunningPrometheus(process, log, address);
      }
    }
    throw new AssertionError("Prometheus did not start:\n" + String.join("\n", log));
  }

  /** Where it answers, without a slash at the end. */
  public String address() {
    return "http://" + api.getAuthority();
  }

  /** Asks for the value of an expression now. */
  public Answer ask(String expression) throws IOException, InterruptedException {
    return ask("query", "query=" + encoded(expression));
  }

  /** Asks for its values at some times, each series with its {@code values}. */
  public Answer ask(String expression, Instant from, Instant to, Duration step)
      throws IOException, InterruptedException {
    return ask(
        "query_range",
        "query=%s&start=%d&end=%d&step=%d"
            .formatted(
                encoded(expression), from.getEpochSecond(), to.getEpochSecond(), step.toSeconds()));
  }

  /** By GET, which the client sends once more where a kept connection was closed meanwhile. */
  private Answer ask(String question, String parameters) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(question + "?" + parameters)).timeout(PATIENCE).build();
    JsonNode answer = JSON.readTree(sent(request));
    return new Answer(
        StreamSupport.stream(answer.at("/data/result").spliterator(), false).toList(),
        answer.path("error").asText());
  }

  private String sent(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString(UTF_8)).body();
    } catch (IOException e) {
      throw new IOException(
          "no answer of Prometheus, which "
              + (process.isAlive() ? "runs" : "has ended with " + process.exitValue())
              + ":\n"
              + String.join("\n", log),
          e);
    }
  }

  private static String encoded(String expression) {
    return URLEncoder.encode(expression, UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
