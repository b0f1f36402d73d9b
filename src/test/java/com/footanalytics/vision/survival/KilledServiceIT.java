package com.footanalytics.vision.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed at random moments, again and again, and started again. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledServiceIT {

  private static final int KILLS = 30;
  private static final int FRAMES = 1500;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** A segment is so short that slow machines end one between two kills now and then. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ML_PIPELINE_JOBS_SEGMENT", "PT1S",
          "ML_PIPELINE_JOBS_MAX_ATTEMPTS", "100",
          "ML_PIPELINE_ACCURACY_AT_LOAD", "false");

  @TempDir private Path folder;

  @Test
  void whateverIsKilledEndsWithTheSameBytes() throws Exception {
    Path clip =
        TestingClips.make(
            "killed.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    String undisturbed;
    String video;
    try (PackagedService service =
            PackagedService.start(folder, SETTINGS, PackagedService.QUICK_START);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      video = calls.upload(clip);
      String job = calls.start(video, "{}");
      assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
      undisturbed = calls.detections(job);
    }
    assertEquals(FRAMES + 2, undisturbed.lines().count());

    Random random = new Random(20261125);
    String job = "";
    int finished = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (PackagedService service =
              PackagedService.start(folder, SETTINGS, PackagedService.QUICK_START);
          JobCalls calls = new JobCalls(service.http())) {
        calls.awaitReady();
        if (job.isEmpty()) {
          job = calls.start(video, "{}");
        } else if (calls.state(job).equals("succeeded")) {
          assertEquals(undisturbed, calls.detections(job));
          finished++;
          job = calls.start(video, "{}");
        }
        TimeUnit.MILLISECONDS.sleep(random.nextLong(2500));
        service.kill();
      }
    }
    try (PackagedService service =
            PackagedService.start(folder, SETTINGS, PackagedService.QUICK_START);
        JobCalls calls = new JobCalls(service.http())) {
      assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
      assertEquals(undisturbed, calls.detections(job));
      finished++;
    }
    System.out.printf(
        "killed %d times; %d jobs finished, each with the same bytes%n", KILLS, finished);
    assertTrue(finished >= 1);
  }
}
