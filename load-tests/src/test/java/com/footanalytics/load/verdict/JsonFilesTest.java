package com.footanalytics.load.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import com.footanalytics.load.service.RollingRestart.Restart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFilesTest {

  @TempDir private Path folder;

  private JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void aVerdictTellsItsChecksAndWhatTheyRestOn() throws IOException {
    TestingEvidence run =
        TestingEvidence.of(Profile.STEADY)
            .with("steady", Request.DETECT, 3, Outcome.OK, 120)
            .with("steady", Request.DETECT, 1, Outcome.NOT_CONNECTED, 1);
    run.restarts.add(new Restart("1", 1.25, 143, 8));
    run.missed = Optional.of("why");
    Path file = folder.resolve("new").resolve("verdict.json");
    new JsonFiles().writeVerdict(file, run.judge(Profile.STEADY), run.evidence());

    JsonNode verdict = read(file);
    assertEquals("footanalytics.load-verdict/1", verdict.path("schema").asText());
    assertEquals("steady", verdict.path("profile").asText());
    assertFalse(verdict.path("passed").asBoolean(true));
    JsonNode errors = verdict.path("checks").get(0);
    assertEquals("ml-availability errors", errors.path("name").asText());
    assertEquals(0.25, errors.path("measured").asDouble());
    assertEquals(0.001, errors.path("at_most").asDouble());
    assertEquals(4, errors.path("samples").asInt());
    JsonNode detect = verdict.path("phases").get(1).path("attempts").path("POST /v1/detect");
    assertEquals(3, detect.path("ok").asInt());
    assertEquals(1, detect.path("not-connected").asInt());
    assertEquals(0.12, detect.path("p99_s").asDouble());
    assertEquals(1.25, verdict.path("restarts").get(0).path("stop_s").asDouble());
    assertEquals("why", verdict.path("missed").asText());
    assertEquals(0.02, verdict.path("generator").path("stall_max_s").asDouble());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(1, files.count(), "no part is left");
    }
  }

  @Test
  void aKneeTellsItsStepsAndWhatAnAutoscalerMayAimAt() throws IOException {
    TestingEvidence run = TestingEvidence.of(Profile.STEP);
    run.with("step 1", Request.DETECT, 40, Outcome.OK, 100);
    for (int i = 2; i <= 10; i++) {
      run.with("step " + i, Request.DETECT, 100 * i, Outcome.LATE, 2000);
    }
    Path file = folder.resolve("knee.json");
    new JsonFiles().writeKnee(file, run.judge(Profile.STEP).knee().orElseThrow());

    JsonNode knee = read(file);
    assertTrue(knee.path("found").asBoolean());
    assertTrue(knee.path("unbroken").asBoolean());
    assertEquals("step 1", knee.path("knee").path("name").asText());
    double good = knee.path("knee").path("goodput_per_s").asDouble();
    assertEquals(0.8 * good, knee.path("autoscaler").path("per_instance_per_s").asDouble(), 1e-5);
    assertEquals(10, knee.path("steps").size());
    JsonNode last = knee.path("steps").get(9);
    assertFalse(last.path("within_objectives").asBoolean(true));
    assertEquals(1, last.path("unanswered_share").asDouble());
  }
}
