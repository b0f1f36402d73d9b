package com.footanalytics.vision.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service as a process of its own, on free ports of the loopback. */
public final class PackagedService implements AutoCloseable {

  /** Of one that starts more often than it works: no time goes into compiling well. */
  public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private static final Path RUNNER = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Pattern PORTS =
      Pattern.compile("Listening on: \\S+:(\\d+)\\. Management interface listening on \\S+:(\\d+)");
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration PRINTING = Duration.ofSeconds(2);

  private final Process process;
  private final Queue<String> log;
  private final URI http;
  private final URI management;
  private final int grpcPort;

  private PackagedService(
      Process process, Queue<String> log, URI http, URI management, int grpcPort) {
    this.process = process;
    this.log = log;
    this.http = http;
    this.management = management;
    this.grpcPort = grpcPort;
  }

  /** Whether there is one to start. */
  public static boolean isPackaged() {
    return Files.exists(RUNNER);
  }

  /**
   * Starts it and returns when it listens.
   *
   * @param folder where it runs and, unless {@code environment} says otherwise, keeps its data
   * @param environment variables it gets besides the ports
   * @param jvmOptions options of its virtual machine
   */
  public static PackagedService start(
      Path folder, Map<String, String> environment, String... jvmOptions) throws IOException {
    return listening(process(JAVA, List.of(), folder, environment, jvmOptions));
  }

  /** As {@link #start(Path, Map, String...)}, on another runtime than that of the tests. */
  public static PackagedService start(
      Path javaHome, Path folder, Map<String, String> environment, String... jvmOptions)
      throws IOException {
    return listening(process(javaHome, List.of(), folder, environment, jvmOptions));
  }

  /**
   * As {@link #start}.
   *
   * @param before a command that becomes the command which follows it
   */
  public static PackagedService startBehind(
      List<String> before, Path folder, Map<String, String> environment, String... jvmOptions)
      throws IOException {
    return listening(process(JAVA, before, folder, environment, jvmOptions));
  }

  private static PackagedService listening(Started started) throws IOException {
    Process process = started.process();
    Queue<String> log = new ConcurrentLinkedQueue<>();
    BufferedReader lines = process.inputReader(UTF_8);
    Thread patience = Thread.ofVirtual().start(() -> endUnlessInterrupted(process));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        Matcher ports = PORTS.matcher(line);
        if (ports.find()) {
          Thread.ofVirtual().start(() -> drain(lines, log));
          return new PackagedService(
              process, log, base(ports.group(1)), base(ports.group(2)), started.grpcPort());
        }
      }
    } finally {
      patience.interrupt();
    }
    throw new AssertionError("the service did not start:\n" + String.join("\n", log));
  }

  /** Has one that is not heard of in time print what its threads do, and ends it. */
  private static void endUnlessInterrupted(Process process) {
    try {
      Thread.sleep(START_LIMIT);
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      Thread.sleep(PRINTING);
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends where the process does. */
  private static void drain(BufferedReader lines, Queue<String> log) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
      }
    } catch (IOException e) {
      log.add("(closed)");
    }
  }

  /**
   * How a process has ended.
   *
   * @param status its exit status
   * @param log what it has printed
   */
  public record Ended(int status, String log) {}

  /** Starts one that is to end by itself and waits until it has. */
  public static Ended runToItsEnd(
      Path folder, Map<String, String> environment, String... jvmOptions) throws IOException {
    Process process = process(JAVA, List.of(), folder, environment, jvmOptions).process();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.onExit().join().exitValue(), log);
  }

  private record Started(Process process, int grpcPort) {}

  private static Started process(
      Path javaHome,
      List<String> before,
      Path folder,
      Map<String, String> environment,
      String... jvmOptions)
      throws IOException {
    int grpcPort = FreePort.find();
    List<String> command = new ArrayList<>(before);
    command.add(javaHome.resolve("bin/java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-jar", RUNNER.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    for (String server : List.of("HTTP", "MANAGEMENT", "GRPC_SERVER")) {
      variables.put("QUARKUS_" + server + "_HOST", LOOPBACK);
      variables.put("QUARKUS_" + server + "_PORT", "0");
    }
    variables.put("QUARKUS_GRPC_SERVER_PORT", Integer.toString(grpcPort));
    variables.put("ORT_DISABLE_TELEMETRY", "1");
    variables.put("ML_PIPELINE_MODELS_DIR", Path.of("models").toAbsolutePath().toString());
    variables.putAll(environment);
    return new Started(
        builder.directory(folder.toFile()).redirectErrorStream(true).start(), grpcPort);
  }

  /** Where it answers HTTP. */
  public URI http() {
    return http;
  }

  /** Where it answers for its health and its metrics. */
  public URI management() {
    return management;
  }

  /** Where it answers gRPC. */
  public int grpcPort() {
    return grpcPort;
  }

  public long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  public String log() {
    return String.join("\n", log);
  }

  /** Ends it as a power cut would and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end in order and gives its exit status. */
  public int stop() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  /** Waits until it ends by itself and gives its exit status. */
  public int awaitEnd() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }

  private static URI base(String port) {
    return URI.create("http://" + LOOPBACK + ":" + port + "/");
  }
}
