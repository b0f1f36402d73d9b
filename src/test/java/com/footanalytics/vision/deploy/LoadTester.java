package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Flagger's load tester as a process of its own, asked as Flagger asks it. */
final class LoadTester implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final BufferedReader log;
  private final int port;

  private LoadTester(Process process, int port) {
    this.process = process;
    this.log = process.inputReader(UTF_8);
    this.port = port;
  }

  /**
   * Starts it and returns when it answers. Where there is none, the calling test is skipped.
   *
   * @param variables that commands get besides, as NAME=VALUE
   */
  static LoadTester start(String... variables) throws Exception {
    LoadTools.require("loadtester");
    int port = FreePort.find();
    ProcessBuilder builder =
        new ProcessBuilder("env", "loadtester", "-port=" + port, "-log-level=info", "-timeout=10m")
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", LoadTools.path());
    for (String variable : variables) {
      List<String> pair = List.of(variable.split("=", 2));
      environment.put(pair.getFirst(), pair.getLast());
    }
    LoadTester tester = new LoadTester(builder.start(), port);
    tester.awaitHealth();
    return tester;
  }

  /**
   * Calls a webhook of a Canary as Flagger does.
   *
   * @param here what a command reads on this machine
   */
  HttpResponse<String> call(Manifest canary, String webhook, UnaryOperator<String> here)
      throws IOException, InterruptedException {
    Tree hook = canary.spec().at("analysis.webhooks").named(webhook);
    Map<String, Object> payload =
        Map.of(
            "name", canary.name(),
            "namespace", canary.namespace(),
            "phase", "Progressing",
            "checksum", "0",
            "metadata", commands(hook, here));
    return client.send(
        request(URI.create(hook.text("url")).getPath())
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(payload)))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private static Map<String, String> commands(Tree hook, UnaryOperator<String> here) {
    String command = hook.text("metadata.cmd");
    return command.isEmpty()
        ? Map.of()
        : Map.of("type", hook.text("metadata.type"), "cmd", here.apply(command));
  }

  /** The port it answers on, of every address of this machine. */
  int port() {
    return port;
  }

  /** Waits until a command that was started has ended, and gives what is told of it. */
  String awaitEnd(String command) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("command finished " + command)
          || line.contains("command failed " + command)) {
        return line;
      }
    }
    throw new AssertionError("the load tester has ended");
  }

  private void awaitHealth() throws Exception {
    HttpRequest health = request("/healthz").build();
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos() && process.isAlive()) {
      try {
        client.send(health, BodyHandlers.discarding());
        return;
      } catch (ConnectException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("the load tester does not answer");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    client.shutdownNow();
  }
}
