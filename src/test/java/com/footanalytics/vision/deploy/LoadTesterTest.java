package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Flagger's own load tester says to the Canary's webhooks. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadTesterTest {

  private static final int GO_ON = 200;
  private static final int STAY = 403;

  @TempDir private Path folder;
  private LoadTester tester;

  @BeforeEach
  void start() throws Exception {
    LoadTools.require("bash", "curl", "jq");
    tester = LoadTester.start();
  }

  @AfterEach
  void stop() {
    if (tester != null) {
      tester.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"PRODUCTION, rollback, rollback", "GREEN, rollback, rollback", "GREEN, switch, gate"})
  void aGateIsOpenFromTheCommandThatPeopleAreToldToTheOneAfterwards(
      Overlay overlay, String webhook, String path) throws Exception {
    Manifest canary = overlay.manifests().get("Canary", "ml-pipeline");
    assertEquals(STAY, call(canary, webhook));
    people(path + "/open");
    assertEquals(GO_ON, call(canary, webhook));
    people(path + "/close");
    assertEquals(STAY, call(canary, webhook));
  }

  @Test
  void aScriptThatFailsHoldsTheReleaseBackAndSaysWhy() throws Exception {
    MountedScripts scripts =
        MountedScripts.of(Overlay.PRODUCTION, Files.createDirectory(folder.resolve("acceptance")))
            .with(Files.createDirectory(folder.resolve("broken")), "truth.json", "");
    HttpResponse<String> answer =
        tester.call(scripts.canary(), "acceptance", _ -> scripts.command("acceptance"));
    assertEquals(500, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("acceptance: "), answer.body());
  }

  private int call(Manifest canary, String webhook) throws Exception {
    return tester.call(canary, webhook, UnaryOperator.identity()).statusCode();
  }

  /** Does what the operations' guide says, with this machine's port for the forwarded one. */
  private void people(String path) throws Exception {
    String command =
        Files.readAllLines(Path.of("docs/operations/deploy.md")).stream()
            .filter(line -> line.startsWith("curl ") && line.contains("localhost:8080/" + path))
            .findFirst()
            .orElseThrow(() -> new AssertionError("people are not told how to ask for " + path));
    Ended ended =
        LoadTools.run(
            command
                .replace("curl ", "curl -fsS ")
                .replace("localhost:8080", "127.0.0.1:" + tester.port()));
    assertEquals(0, ended.status(), ended.output());
  }
}
