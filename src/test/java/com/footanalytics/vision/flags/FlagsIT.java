package com.footanalytics.vision.flags;

import static com.footanalytics.vision.flags.Flag.ADVANCED_ANALYTICS;
import static com.footanalytics.vision.flags.Flag.MODEL_V2;
import static com.footanalytics.vision.flags.Flag.REAL_TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.evaluate.GoldenModels;
import com.footanalytics.vision.flags.FlagsmithServer.Answer;
import com.footanalytics.vision.survival.JobCalls;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks Flagsmith's API changes what a running service does, call by call. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlagsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int CALLERS = 16;
  private static final int JOBS = 6;

  @TempDir private static Path folder;
  private static final FakeFlagsmith FLAGSMITH = new FakeFlagsmith();
  private static FlaggedService service;
  private static JobCalls jobs;
  private static int environments;

  @BeforeAll
  static void start() throws Exception {
    Path models = GoldenModels.repository(folder, 0);
    Path second =
        TestingModels.add(
            models, TestingModels.NAME, 2, TestingModels.WIDTH_PX, TestingModels.HEIGHT_PX);
    GoldenModels.prove(second, 0);
    FLAGSMITH.serve(new TestingEnvironment().with(MODEL_V2, false));
    service = FlaggedService.start(folder, models, FLAGSMITH);
    jobs = new JobCalls(service.service().http());
    jobs.awaitReady();
  }

  @AfterAll
  static void stop() {
    jobs.close();
    service.close();
    FLAGSMITH.close();
  }

  @Test
  void aSplitChoosesTheSameCallersByHttpAndByGrpcAndOnceForEachJob() throws Exception {
    assertEquals("1", service.byHttp("nobody-in-particular"));
    FlagRules rules =
        serve(new TestingEnvironment().with(MODEL_V2, false).split(1, 50, MODEL_V2, true));
    Set<String> seen = new TreeSet<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < CALLERS; i++) {
        String caller = "caller-" + i;
        String expected = version(rules, Identity.caller(caller));
        assertEquals(expected, service.byHttp(caller), caller);
        assertEquals(expected, service.byGrpc(caller), caller);
        seen.add(expected);
      }
    }
    assertEquals(Set.of("1", "2"), seen);
    String video =
        jobs.upload(
            TestingClips.make(
                "flagged.mp4", ClipTrack.of("libopenh264", 96, 64, 10).option("g", "5")));
    for (int i = 0; i < JOBS; i++) {
      String job = jobs.start(video, "{}");
      assertEquals("succeeded", jobs.awaitEnd(job, PATIENCE));
      String version = version(rules, Identity.job(job));
      assertEquals(version, FlaggedService.inResults(jobs.detections(job)), job);
    }
  }

  @Test
  void nobodyIsGivenAVersionThatIsNotLoaded() throws Exception {
    serve(new TestingEnvironment().with(MODEL_V2, true));
    assertEquals("2", service.byHttp("anyone"));
    assertEquals("2", service.byGrpc("anyone"));
    service.second("unload");
    try {
      for (int i = 0; i < CALLERS; i++) {
        assertEquals("1", service.byHttp("caller-" + i));
        assertEquals("1", service.byGrpc("caller-" + i));
      }
    } finally {
      service.second("load");
    }
    assertEquals("2", service.byHttp("anyone"));
    assertEquals("2", service.byGrpc("anyone"));
  }

  @Test
  void callsThatAreYetToComeAreRefusedAsTheirFlagsSay() throws Exception {
    serve(
        new TestingEnvironment()
            .with(MODEL_V2, false)
            .with(REAL_TIME, false)
            .with(ADVANCED_ANALYTICS, false)
            .where(3, "id", "EQUAL", "studio", REAL_TIME, true)
            .where(4, "id", "EQUAL", "studio", ADVANCED_ANALYTICS, true));
    assertRefused(
        403,
        "no live analyses: real_time_processing_enabled is off",
        service.ask("POST", "v1/live", "anyone"));
    assertRefused(
        403,
        "no analytics: advanced_analytics_enabled is off",
        service.ask("GET", "v1/jobs/any/analytics", "anyone"));
    assertRefused(
        501,
        "real_time_processing_enabled is on, but this version has no live",
        service.ask("POST", "v1/live", "studio"));
    assertRefused(
        501,
        "advanced_analytics_enabled is on, but this version has no analytics",
        service.ask("GET", "v1/jobs/any/analytics", "studio"));
  }

  private static void assertRefused(int status, String why, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  /**
   * Serves an environment and waits until the service goes by it, which it shows by giving the
   * second version to someone whom that environment alone names.
   *
   * @return its rules, as the same library reads them here
   */
  private static FlagRules serve(TestingEnvironment environment) throws Exception {
    String named = "named-" + ++environments;
    FLAGSMITH.serve(environment.override(named, MODEL_V2, true));
    while (!service.byHttp(named).equals("2")) {
      Thread.sleep(50);
    }
    try (FlagsmithServer here =
        new FlagsmithServer(FLAGSMITH.url(), FakeFlagsmith.KEY, PATIENCE.dividedBy(6))) {
      return assertInstanceOf(Answer.Document.class, here.ask()).rules();
    }
  }

  private static String version(FlagRules rules, Identity identity) {
    return rules.enabled(MODEL_V2, identity) ? "2" : "1";
  }
}
