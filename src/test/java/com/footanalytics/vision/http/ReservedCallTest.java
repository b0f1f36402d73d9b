package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.flags.TestingFlags;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReservedCallTest {

  @Test
  void liveAnalysesAreRefusedAndTheFlagIsNamed() {
    Problems.assertProblem(
        given().contentType("application/json").body("{}").post("/v1/live").then(),
        403,
        "no live analyses: real_time_processing_enabled is off");
    Problems.assertProblem(given().get("/v1/live").then(), 405, "GET is not possible here");
  }

  @Test
  void analyticsAreRefusedAndTheFlagIsNamed() {
    Problems.assertProblem(
        given().get("/v1/jobs/{id}/analytics", "nosuch").then(),
        403,
        "no analytics: advanced_analytics_enabled is off");
  }

  @Test
  void whereTheFlagIsOnItIsSaidThatTheyAreYetToCome() {
    ReservedCall call = new ReservedCall("live analyses", Flag.REAL_TIME);
    TestingFlags flags = new TestingFlags().onFor(Flag.REAL_TIME, "studio");
    HttpProblem on = call.refusal(flags, Identity.caller("studio"));
    assertEquals(501, on.status());
    assertEquals(
        "real_time_processing_enabled is on, but this version has no live analyses yet",
        on.detail());
    assertEquals(403, call.refusal(flags, Identity.caller("other")).status());
  }
}
