package com.footanalytics.load.service;

import com.footanalytics.load.traffic.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of the service with ports, data and a log of its own, which can be started again. For
 * one thread; {@link #pid} for any.
 */
public final class ServiceInstance implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int LOG_LINES = 20;

  private final String name;
  private final List<String> command;
  private final Path folder;
  private final InstancePorts ports;
  private final HttpLook look;
  private volatile Process process;

  private ServiceInstance(
      String name, List<String> command, Path folder, InstancePorts ports, HttpLook look)
      throws IOException {
    this.name = name;
    this.command = List.copyOf(command);
    this.folder = folder;
    this.ports = ports;
    this.look = look;
    this.process = launch();
  }

  /**
   * Starts one, with new data.
   *
   * @param command that runs the service; ports and folders are told by the environment
   * @param folder its data and log; what is in it goes
   * @param look stays the caller's
   * @throws IOException if the command cannot be run or the folder not be written
   */
  public static ServiceInstance start(String name, List<String> command, Path folder, HttpLook look)
      throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    return new ServiceInstance(name, command, folder, InstancePorts.free(), look);
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(ports.environment());
    builder.environment().put("ML_PIPELINE_DATA_DIR", folder.resolve("data").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  public String name() {
    return name;
  }

  public Endpoint endpoint() {
    return new Endpoint(
        URI.create("http://" + ports.address(ports.http())), ports.address(ports.grpc()));
  }

  /** Where its health and metrics are. */
  public URI management() {
    return URI.create("http://" + ports.address(ports.management()));
  }

  /** Of the process that runs now. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until it takes work.
   *
   * @throws ServiceException if it ends first or takes minutes
   */
  public void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    URI ready = management().resolve("/q/health/ready");
    while (look.get(ready).isEmpty()) {
      if (!process.isAlive()) {
        throw new ServiceException(
            "the service ended with status %d before it was ready; the end of %s:%n%s"
                .formatted(process.exitValue(), log(), logEnd()));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new ServiceException(
            "the service was not ready after %s; the end of %s:%n%s"
                .formatted(LONGEST_START, log(), logEnd()));
      }
      process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Sends SIGTERM and waits for the end.
   *
   * @return the exit status
   * @throws ServiceException if it does not end; then it is killed
   */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new ServiceException(
          "instance %s did not end within %s of SIGTERM; see %s"
              .formatted(name, LONGEST_STOP, log()));
    }
    return process.exitValue();
  }

  /** Starts it anew after {@link #terminate}, with the same ports and data. */
  void startAgain() throws IOException {
    process = launch();
  }

  private String logEnd() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Ends it, in order if it ends in time. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
