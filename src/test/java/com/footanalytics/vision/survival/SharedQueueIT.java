package com.footanalytics.vision.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two services share one queue, and one of them dies. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedQueueIT {

  private static final int FRAMES = 1500;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void whatADeadServiceHeldIsDoneByTheOtherWithTheSameBytes() throws Exception {
    Path clip =
        TestingClips.make(
            "shared.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    SharedPlace place =
        new SharedPlace(
            folder,
            Map.of(
                "ML_PIPELINE_JOBS_SEGMENT", "PT3S",
                "ML_PIPELINE_JOBS_HEARTBEAT", "PT0.5S",
                "ML_PIPELINE_ACCURACY_AT_LOAD", "false"));
    try (PackagedService dying = place.start("dying");
        PackagedService other = place.start("other");
        JobCalls calls = new JobCalls(other.http());
        JobCalls callsOfDying = new JobCalls(dying.http())) {
      calls.awaitReady();
      callsOfDying.awaitReady();
      String video = calls.upload(clip);
      String undisturbed = calls.start(video, "{}");
      assertEquals("succeeded", calls.awaitEnd(undisturbed, LIMIT));
      String expected = calls.detections(undisturbed);
      assertEquals(FRAMES + 2, expected.lines().count());
      assertEquals(expected, callsOfDying.detections(undisturbed), "either tells the results");

      String job = callsOfDying.start(video, "{}");
      calls.awaitFrames(job, FRAMES / 4);
      dying.kill();
      assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
      assertEquals(expected, calls.detections(job));
      JsonNode frames = calls.summary(job).required("frames");
      assertEquals(FRAMES, frames.required("decoded").asInt());
      assertEquals(FRAMES, frames.required("inferred").asInt());
      int attempts = calls.job(job).required("attempts").asInt();
      assertTrue(attempts <= 2, attempts + " attempts at one step");
      System.out.printf(
          "one of two services died; its job ended with the same bytes, %d attempts%n", attempts);
    }
  }
}
