package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.survival.JobCalls;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the Canary's webhooks run, against the packaged service with the model that it ships. */
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookScriptsIT {

  private static final int SECONDS = 3;
  private static final Pattern ANSWERED_BY_HTTP = Pattern.compile("\\[200]\\s+(\\d+) responses");
  private static final Pattern ANSWERED_BY_GRPC = Pattern.compile("\\[OK]\\s+(\\d+) responses");

  @TempDir private static Path shared;
  private static MountedScripts scripts;
  private static PackagedService service;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    LoadTools.require("bash", "curl", "jq");
    scripts =
        MountedScripts.of(Overlay.STAGING, Files.createDirectories(shared.resolve("acceptance")));
    service =
        PackagedService.start(
            Files.createDirectories(shared.resolve("service")),
            Map.of(
                "ML_PIPELINE_ANALYSIS_MODEL", "football-detector:1",
                "ML_PIPELINE_ACCURACY_AT_LOAD", "false"),
            "-Xmx256m");
    try (JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
    }
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void theModelThatShipsIsAccepted() {
    Ended ended = accept(scripts);
    assertEquals(0, ended.status(), ended.output());
    assertEquals(
        8,
        ended.output().lines().filter(line -> line.contains("invented")).count(),
        ended.output());
    assertTrue(ended.output().contains("\"recall\""), ended.output());
  }

  @Test
  void aServiceThatFindsOtherThingsThanThereAreIsNot() throws Exception {
    String truth = Files.readString(scripts.folder().resolve("truth.json"));
    Ended ended =
        accept(scripts.with(folder, "truth.json", truth.replace("\"player\"", "\"referee\"")));
    assertEquals(1, ended.status(), ended.output());
    assertEquals(
        "acceptance: too little found or too much invented"
            + " (expected: recall 0.80, precision 0.85)",
        ended.output().lines().toList().getLast());
  }

  @Test
  void bothServicesAreLoadedByHttp() {
    LoadTools.require("hey");
    int port = service.http().getPort();
    Ended ended = LoadTools.run(load("load-http", port));
    assertAnswers(ANSWERED_BY_HTTP, 10, ended);
  }

  @Test
  void bothServicesAreLoadedByGrpc() {
    LoadTools.require("ghz");
    Ended ended =
        LoadTools.run(
            load("load-grpc", service.grpcPort()),
            "HTTP_PORT=" + service.http().getPort(),
            "LOAD_FOLDER=" + folder);
    assertAnswers(ANSWERED_BY_GRPC, 4, ended);
  }

  @Test
  void whereOneServiceCannotBeAskedNeitherIsLoaded() {
    LoadTools.require("ghz");
    Ended ended =
        LoadTools.run(
            load("load-grpc", service.grpcPort()), "HTTP_PORT=1", "LOAD_FOLDER=" + folder);
    assertNotEquals(0, ended.status());
    assertTrue(ended.output().contains("names no model that is ready"), ended.output());
    assertFalse(ended.output().contains("[OK]"), ended.output());
  }

  @Test
  void flaggersOwnLoadTesterAcceptsAndLoads() throws Exception {
    LoadTools.require("hey", "ghz");
    String grpc = "HTTP_PORT=" + service.http().getPort();
    try (LoadTester tester = LoadTester.start(grpc, "LOAD_FOLDER=" + folder)) {
      HttpResponse<String> accepted =
          tester.call(scripts.canary(), "acceptance", _ -> acceptance(scripts));
      assertEquals(200, accepted.statusCode(), accepted.body());
      for (String webhook : List.of("load-http", "load-grpc")) {
        int port = webhook.equals("load-http") ? service.http().getPort() : service.grpcPort();
        HttpResponse<String> started =
            tester.call(scripts.canary(), webhook, _ -> load(webhook, port));
        assertEquals(202, started.statusCode(), started.body());
        String ended = tester.awaitEnd(load(webhook, port));
        assertTrue(ended.contains("finished"), ended);
      }
    }
  }

  private static Ended accept(MountedScripts mounted) {
    return LoadTools.run(acceptance(mounted));
  }

  private static String acceptance(MountedScripts mounted) {
    return mounted
        .command("acceptance")
        .replace(
            "http://ml-pipeline-canary.ai-processing:8080",
            "http://127.0.0.1:" + service.http().getPort());
  }

  /** The command of a webhook, for some seconds, with one service under two names. */
  private static String load(String webhook, int port) {
    return scripts
        .command(webhook)
        .replace(" 50 ", " " + SECONDS + " ")
        .replaceFirst("ml-pipeline-canary\\S+", "127.0.0.1:" + port)
        .replaceFirst("ml-pipeline-primary\\S+", "localhost:" + port);
  }

  /**
   * Both were answered, and asked no more often than is said; what one is late with is made up for.
   */
  private static void assertAnswers(Pattern answered, int perSecond, Ended ended) {
    assertEquals(0, ended.status(), ended.output());
    List<Integer> counts =
        answered.matcher(ended.output()).results().map(r -> Integer.valueOf(r.group(1))).toList();
    assertEquals(2, counts.size(), ended.output());
    for (int count : counts) {
      assertTrue(count > 0 && count <= perSecond * (SECONDS + 1), ended.output());
    }
  }
}
