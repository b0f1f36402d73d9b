package com.footanalytics.vision.survival;

import com.footanalytics.vision.testing.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The packaged service as {@code ./ml-pipeline serve} starts it, and starts it again. */
final class LaunchedService implements AutoCloseable {

  private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();
  private static final String LOOPBACK = "127.0.0.1";
  private static final String NATIVES = "ai/onnxruntime/native/";

  private final Process launcher;
  private final URI http;
  private final Path log;

  private LaunchedService(Process launcher, URI http, Path log) {
    this.launcher = launcher;
    this.http = http;
    this.log = log;
  }

  /**
   * Starts the launcher and does not wait for the service.
   *
   * @param folder empty; the launcher's own, with the data in {@code data}
   * @param environment variables it gets besides those for its ports and folders
   */
  static LaunchedService start(Path folder, Map<String, String> environment) throws IOException {
    Path root = folder.toRealPath();
    install(root);
    Path log = root.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder("./ml-pipeline", "serve")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    int port = FreePort.find();
    Map<String, String> variables = builder.environment();
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("ML_PIPELINE_PROFILES", "");
    variables.put("ML_PIPELINE_MODELS_DIR", Path.of("models").toAbsolutePath().toString());
    variables.put("ML_PIPELINE_DATA_DIR", root.resolve("data").toString());
    for (String server : List.of("HTTP", "MANAGEMENT", "GRPC_SERVER")) {
      variables.put("QUARKUS_" + server + "_HOST", LOOPBACK);
    }
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    variables.put("QUARKUS_MANAGEMENT_PORT", "0");
    variables.put("QUARKUS_GRPC_SERVER_PORT", Integer.toString(FreePort.find()));
    variables.putAll(environment);
    return new LaunchedService(
        builder.start(), URI.create("http://%s:%d/".formatted(LOOPBACK, port)), log);
  }

  /** What the launcher finds where it has built the application. */
  private static void install(Path root) throws IOException {
    Files.copy(Path.of("ml-pipeline"), root.resolve("ml-pipeline"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectories(root.resolve("src/main"));
    Path built = Files.createDirectories(root.resolve("target/launcher"));
    Files.createSymbolicLink(root.resolve("target/quarkus-app"), APPLICATION);
    Files.writeString(built.resolve("classpath"), root + "/app.jar\n");
    unpackNatives(Files.createDirectory(built.resolve("natives")));
    Path done = Files.writeString(built.resolve("done"), "\n");
    Files.setLastModifiedTime(done, FileTime.from(Instant.now().plusSeconds(3600)));
  }

  private static void unpackNatives(Path target) throws IOException {
    String platform =
        System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";
    Path jar;
    try (Stream<Path> all = Files.list(APPLICATION.resolve("lib/main"))) {
      jar =
          all.filter(path ->
                  path.getFileName().toString().startsWith("com.microsoft.onnxruntime.onnxruntime"))
              .findFirst()
              .orElseThrow();
    }
    try (ZipFile files = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : files.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(NATIVES + platform + "/") && !entry.isDirectory()) {
          try (InputStream library = files.getInputStream(entry)) {
            Files.copy(library, target.resolve(name.substring(name.lastIndexOf('/') + 1)));
          }
        }
      }
    }
  }

  URI http() {
    return http;
  }

  /** The service itself, unless it is down at this moment. */
  Optional<ProcessHandle> service() {
    return launcher.children().filter(child -> command(child).contains("java")).findFirst();
  }

  private static String command(ProcessHandle process) {
    return process.info().command().orElse("");
  }

  /** What launcher and service have printed so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Sends a signal to a process. */
  static void send(String signal, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("no process %d to send SIG%s to".formatted(pid, signal));
    }
  }

  /** Asks the launcher to end in order and gives its exit status. */
  int stop() throws InterruptedException {
    launcher.destroy();
    if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the launcher does not end");
    }
    return launcher.exitValue();
  }

  @Override
  public void close() {
    launcher.descendants().forEach(ProcessHandle::destroyForcibly);
    launcher.destroyForcibly().onExit().join();
  }
}
