package com.footanalytics.vision.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real S3 server over a folder, in a process of its own that ends with this one. The build puts
 * it under target.
 */
public final class TestingS3Server {

  public static final String ACCESS_KEY = "testing-access";
  public static final String SECRET_KEY = "testing-secret";

  private static final Path JAR = Path.of("target/s3-server/s3proxy.jar");
  private static final Pattern STARTED = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private final URI endpoint;
  private final Path folder;

  private TestingS3Server(URI endpoint, Path folder) {
    this.endpoint = endpoint;
    this.folder = folder;
  }

  private static final class Shared {

    private static final TestingS3Server SERVER = start();
  }

  /** The one server of this process. */
  public static TestingS3Server shared() {
    return Shared.SERVER;
  }

  public URI endpoint() {
    return endpoint;
  }

  /** Makes a bucket and gives its name. */
  public String newBucket() throws IOException {
    String name = "bucket-" + BUCKETS.incrementAndGet();
    Files.createDirectory(folder.resolve(name));
    return name;
  }

  private static TestingS3Server start() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + ": missing; run mvn generate-test-resources");
    }
    try {
      Path home = Files.createTempDirectory(Path.of("target/s3-server"), "run-").toAbsolutePath();
      Path folder = Files.createDirectory(home.resolve("buckets"));
      Path settings =
          Files.writeString(
              home.resolve("s3.properties"),
              """
              s3proxy.endpoint=http://127.0.0.1:0
              s3proxy.authorization=aws-v2-or-v4
              s3proxy.identity=%s
              s3proxy.credential=%s
              s3proxy.v4-max-non-chunked-request-size=67108864
              s3proxy.ignore-unknown-headers=true
              jclouds.provider=filesystem
              jclouds.identity=any
              jclouds.credential=any
              jclouds.filesystem.basedir=%s
              """
                  .formatted(ACCESS_KEY, SECRET_KEY, folder));
      Path logging =
          Files.writeString(
              home.resolve("logback.xml"),
              """
              <configuration>
                <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                  <encoder><pattern>%msg%n</pattern></encoder>
                </appender>
                <root level="INFO"><appender-ref ref="out"/></root>
              </configuration>
              """);
      Process server =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-Dlogback.configurationFile=" + logging,
                  "-cp",
                  JAR.toString(),
                  "org.gaul.s3proxy.Main",
                  "--properties",
                  settings.toString())
              .redirectErrorStream(true)
              .start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                server.destroyForcibly();
                remove(home);
              }));
      return new TestingS3Server(URI.create("http://127.0.0.1:" + port(server)), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(Process server) throws IOException {
    BufferedReader log = server.inputReader(StandardCharsets.UTF_8);
    Queue<String> seen = new ArrayDeque<>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
        return started.group(1);
      }
      seen.add(line);
    }
    throw new IOException("the S3 server did not start: " + String.join("\n", seen));
  }

  private static void remove(Path folder) {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
