package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.TestingPrometheus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus as a process of its own, on a free port of the loopback. */
final class Prometheus implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("Listening on.*address=\\S*?:(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final URI api;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private Prometheus(Process process, URI api) {
    this.process = process;
    this.api = api;
  }

  /** One that scrapes what a configuration says, and keeps it in a folder. */
  static Prometheus scraping(String configuration, Path folder) throws IOException {
    return start(configuration, Files.createDirectories(folder.resolve("data")), folder);
  }

  /**
   * One that knows what was recorded.
   *
   * @param openMetrics samples with their times, and the end mark
   */
  static Prometheus of(String openMetrics, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("recorded.om"), openMetrics);
    Path data = folder.resolve("data");
    List<String> fill =
        List.of(
            TestingPrometheus.require().promtool().toString(),
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            file.toString(),
            data.toString());
    Process process = new ProcessBuilder(fill).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError("recorded metrics cannot be stored: " + output);
    }
    return start("", data, folder);
  }

  private static Prometheus start(String configuration, Path data, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Process process =
        new ProcessBuilder(
                TestingPrometheus.require().prometheus().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=10y",
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = process.inputReader(UTF_8);
    StringBuilder log = new StringBuilder();
    int port = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        port = Integer.parseInt(listening.group(1));
      }
      if (port > 0 && line.contains("Server is ready")) {
        Thread.ofVirtual().start(() -> drain(lines));
        return new Prometheus(process, URI.create("http://127.0.0.1:" + port + "/api/v1/"));
      }
    }
    throw new AssertionError("Prometheus did not start: " + log);
  }

  /** What it goes on to print nobody reads; it would stop at a full pipe. */
  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {}
    } catch (IOException _) {
      // It ended.
    }
  }

  /** The answer now, as Flagger takes it: the last of several series, none for a bad question. */
  OptionalDouble ask(String query) {
    JsonNode result = get("query?query=" + encoded(query));
    return result.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number(result.get(result.size() - 1).get("value")));
  }

  /** The answers at some times; none where there is none. */
  Map<Instant, Double> ask(String query, Instant from, Instant to, Duration step) {
    JsonNode result =
        get(
            "query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(
                    encoded(query), from.getEpochSecond(), to.getEpochSecond(), step.toSeconds()));
    Map<Instant, Double> answers = new TreeMap<>();
    for (JsonNode series : result) {
      for (JsonNode sample : series.get("values")) {
        answers.put(Instant.ofEpochSecond(sample.get(0).asLong()), number(sample));
      }
    }
    return answers;
  }

  /** Where it answers, without a slash at the end. */
  String address() {
    return "http://" + api.getAuthority();
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    process.onExit().join();
  }

  private JsonNode get(String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? json.readTree(response.body()).get("data").get("result")
          : json.createArrayNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static double number(JsonNode sample) {
    return switch (sample.get(1).asText()) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case String text -> Double.parseDouble(text);
    };
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, UTF_8);
  }
}
