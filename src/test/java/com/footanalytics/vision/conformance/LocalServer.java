package com.footanalytics.vision.conformance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * This project's packaged service with the example models and the football detector; the one class
 * of the suite that knows which server it is. Stopped, and its folder removed, by {@link #close}.
 */
final class LocalServer implements AutoCloseable {
  private static final String TEXT_ONLY =
      "a known limit of this service: ONNX Runtime's Java API takes text only, in UTF-8";

  /** What this service is known to miss, by test. */
  static final Map<String, String> LIMITS =
      Map.of(
          "BinaryInputHttpIT.elementsThatAreNoTextReturn", TEXT_ONLY,
          "DatatypesGrpcIT.elementsThatAreNoTextReturn", TEXT_ONLY);

  private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();
  private static final Path MODELS = Path.of("models").toAbsolutePath();
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern PORT = Pattern.compile("Listening on: \\S+:(\\d+)\\. Management");
  private static final Duration START = Duration.ofMinutes(3);

  private final Process process;
  private final Path folder;
  private final String http;
  private final String grpc;

  private LocalServer(Process process, Path folder, String http, String grpc) {
    this.process = process;
    this.folder = folder;
    this.http = http;
    this.grpc = grpc;
  }

  static boolean isPackaged() {
    return Files.exists(APPLICATION.resolve("quarkus-run.jar"));
  }

  /** Starts the service on free ports and returns when it is ready. */
  static LocalServer start() throws IOException {
    Path folder = Files.createTempDirectory("conformance");
    makeModels(folder.resolve("models"));
    int grpcPort = freePort();
    ProcessBuilder builder =
        java("-Xmx512m", "-jar", APPLICATION.resolve("quarkus-run.jar").toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "QUARKUS_HTTP_PORT",
                "0",
                "QUARKUS_HTTP_HOST",
                LOOPBACK,
                "QUARKUS_MANAGEMENT_PORT",
                "0",
                "QUARKUS_MANAGEMENT_HOST",
                LOOPBACK,
                "QUARKUS_GRPC_SERVER_PORT",
                String.valueOf(grpcPort),
                "QUARKUS_GRPC_SERVER_HOST",
                LOOPBACK,
                "ML_PIPELINE_MODELS_DIR",
                folder.resolve("models").toString()));
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    try {
      BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
      String http = "http://" + LOOPBACK + ":" + awaitPort(log);
      Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
      awaitReady(http);
      return new LocalServer(process, folder, http, LOOPBACK + ":" + grpcPort);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      remove(folder);
      throw e;
    }
  }

  String http() {
    return http;
  }

  String grpc() {
    return grpc;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    try {
      remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Fills a folder with the example models and the football detector. */
  private static void makeModels(Path models) throws IOException {
    Files.createDirectories(models);
    ProcessBuilder builder =
        java("com.footanalytics.vision.cli.Main", "models", "examples", models.toString());
    // In the environment: ONNX Runtime 1.29 crashes in a process whose command line exceeds 4 KB.
    String path = APPLICATION + "/app/*" + File.pathSeparator + APPLICATION + "/lib/main/*";
    builder.environment().put("CLASSPATH", path);
    Process examples = builder.redirectErrorStream(true).start();
    String printed = new String(examples.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (examples.onExit().join().exitValue() != 0) {
      throw new IOException("models examples failed: " + printed.strip());
    }
    Files.createSymbolicLink(
        models.resolve("football-detector"), MODELS.resolve("football-detector"));
  }

  private static ProcessBuilder java(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> options =
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    return new ProcessBuilder(Stream.concat(options.stream(), Stream.of(arguments)).toList());
  }

  private static String awaitPort(BufferedReader log) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
      seen.append(line).append('\n');
    }
    throw new IOException("it printed:\n" + seen);
  }

  private static void awaitReady(String http) throws IOException {
    HttpRequest ready = HttpRequest.newBuilder(URI.create(http + "/v2/health/ready")).build();
    long deadlineNanos = System.nanoTime() + START.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (client.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
        if (System.nanoTime() > deadlineNanos) {
          throw new IOException("not ready after " + START.toSeconds() + " s");
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
