package com.footanalytics.vision.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.footanalytics.vision.testing.RunningPrometheus;
import com.footanalytics.vision.testing.TestingPrometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The answers of a real Prometheus as numbers, as a gate takes them. */
final class Prometheus implements AutoCloseable {

  private final RunningPrometheus running;

  private Prometheus(RunningPrometheus running) {
    this.running = running;
  }

  /** One that scrapes what a configuration says, and keeps it in a folder. */
  static Prometheus scraping(String configuration, Path folder) throws IOException {
    return new Prometheus(
        RunningPrometheus.start(TestingPrometheus.require(), folder, configuration));
  }

  /**
   * One that knows what was recorded.
   *
   * @param openMetrics samples with their times, and the end mark
   */
  static Prometheus of(String openMetrics, Path folder) throws IOException {
    return new Prometheus(RunningPrometheus.of(TestingPrometheus.require(), folder, openMetrics));
  }

  /** The answer now, as Flagger takes it: the last of several series, none for a bad question. */
  OptionalDouble ask(String query) {
    List<JsonNode> series = series(() -> running.ask(query));
    return series.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number(series.getLast().get("value")));
  }

  /** The answers at some times; none where there is none. */
  Map<Instant, Double> ask(String query, Instant from, Instant to, Duration step) {
    Map<Instant, Double> answers = new TreeMap<>();
    for (JsonNode series : series(() -> running.ask(query, from, to, step))) {
      for (JsonNode sample : series.get("values")) {
        answers.put(Instant.ofEpochSecond(sample.get(0).asLong()), number(sample));
      }
    }
    return answers;
  }

  /** Where it answers, without a slash at the end. */
  String address() {
    return running.address();
  }

  @Override
  public void close() {
    running.close();
  }

  private interface Question {
    RunningPrometheus.Answer ask() throws IOException, InterruptedException;
  }

  private static List<JsonNode> series(Question question) {
    try {
      return question.ask().series();
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
}
