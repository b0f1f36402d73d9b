package com.footanalytics.vision.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One long job of a running service: how much memory and disk the service takes meanwhile. */
public final class JobBench {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI service;
  private final long pid;
  private final Optional<Path> data;

  /**
   * @param service where it answers HTTP
   * @param pid its process, on this machine
   * @param data its data folder, where its size is wanted
   */
  public JobBench(URI service, long pid, Optional<Path> data) {
    this.service = service;
    this.pid = pid;
    this.data = data;
  }

  /**
   * What the service took at one moment.
   *
   * @param seconds since the job was started
   * @param frames done by then
   * @param residentBytes memory of its process
   * @param diskBytes size of its data folder; 0 where none was named
   */
  public record Sample(double seconds, long frames, long residentBytes, long diskBytes) {}

  /**
   * What a job came to.
   *
   * @param state its last
   * @param samples in order
   */
  public record Report(String state, List<Sample> samples) {

    public Report {
      samples = List.copyOf(samples);
    }

    /** The most memory that was seen. */
    public long mostResidentBytes() {
      return samples.stream().mapToLong(Sample::residentBytes).max().orElse(0);
    }

    /** The most disk that was seen. */
    public long mostDiskBytes() {
      return samples.stream().mapToLong(Sample::diskBytes).max().orElse(0);
    }

    /** Growth of the memory after the first third, by least squares. */
    public double residentBytesPerTenMinutes() {
      List<Sample> later = samples.subList(samples.size() / 3, samples.size());
      double meanX = later.stream().mapToDouble(Sample::seconds).average().orElse(0);
      double meanY = later.stream().mapToDouble(Sample::residentBytes).average().orElse(0);
      double over = 0;
      double under = 0;
      for (Sample sample : later) {
        over += (sample.seconds() - meanX) * (sample.residentBytes() - meanY);
        under += (sample.seconds() - meanX) * (sample.seconds() - meanX);
      }
      return under == 0 ? 0 : 600 * over / under;
    }
  }

  /**
   * Hands a video in, starts a job and watches the service until the job has ended.
   *
   * @param options of the job, as JSON
   * @param heard told every sample
   */
  public Report run(Path video, String options, Consumer<Sample> heard)
      throws IOException, InterruptedException {
    String id =
        sent(HttpRequest.newBuilder(service.resolve("/v1/videos?name=" + video.getFileName()))
                .header("Content-Type", "video/mp4")
                .POST(BodyPublishers.ofFile(video)))
            .required("id")
            .asText();
    String job =
        sent(HttpRequest.newBuilder(service.resolve("/v1/videos/%s/jobs".formatted(id)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(options)))
            .required("id")
            .asText();
    long startNanos = System.nanoTime();
    List<Sample> samples = new ArrayList<>();
    while (true) {
      JsonNode now = sent(HttpRequest.newBuilder(service.resolve("/v1/jobs/" + job)).GET());
      Sample sample =
          new Sample(
              (System.nanoTime() - startNanos) / 1e9,
              now.path("progress").path("frames_done").asLong(),
              ResidentMemory.bytes(pid).orElse(0),
              diskBytes());
      samples.add(sample);
      heard.accept(sample);
      String state = now.required("state").asText();
      if (!state.equals("queued") && !state.equals("running")) {
        return new Report(state, samples);
      }
      Thread.sleep(PERIOD);
    }
  }

  private JsonNode sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("%s: %s".formatted(answer.uri(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  private long diskBytes() throws IOException {
    if (data.isEmpty()) {
      return 0;
    }
    Set<Object> counted = new HashSet<>();
    long bytes = 0;
    try (Stream<Path> files = Files.walk(data.get())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          // A file with several names takes its place once.
          if (attributes.isRegularFile() && counted.add(attributes.fileKey())) {
            bytes += attributes.size();
          }
        } catch (NoSuchFileException _) {
          // Removed meanwhile.
        }
      }
    } catch (UncheckedIOException e) {
      // A folder was removed meanwhile: what was counted until then.
      return bytes;
    }
    return bytes;
  }
}
