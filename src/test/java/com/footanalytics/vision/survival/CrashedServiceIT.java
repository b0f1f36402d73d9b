package com.footanalytics.vision.survival;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The service dies of SIGSEGV while jobs run, and the launcher starts it again. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashedServiceIT {

  private static final int FRAMES = 200;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> OPTIONS = List.of("{}", "{\"stride\":2}");

  @TempDir private Path folder;

  @Test
  void itIsStartedAgainAndTheJobsEndWithTheSameBytes() throws Exception {
    Path clip =
        TestingClips.make(
            "crashed.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    Map<String, String> settings =
        Map.of(
            "ML_PIPELINE_JOBS_SEGMENT", "PT3S",
            "ML_PIPELINE_JOBS_CONCURRENCY", "2",
            "ML_PIPELINE_ACCURACY_AT_LOAD", "false");
    try (LaunchedService launched = LaunchedService.start(folder, settings);
        JobCalls calls = new JobCalls(launched.http())) {
      calls.awaitBack();
      String video = calls.upload(clip);
      List<String> undisturbed = detections(calls, start(calls, video));
      assertEquals(FRAMES + 2, undisturbed.getFirst().lines().count());

      List<String> jobs = start(calls, video);
      calls.awaitFrames(jobs.getFirst(), 30);
      ProcessHandle service = launched.service().orElseThrow();
      LaunchedService.send("SEGV", service.pid());
      service.onExit().get(60, TimeUnit.SECONDS);

      calls.awaitBack();
      assertNotEquals(service.pid(), launched.service().orElseThrow().pid());
      assertEquals(undisturbed, detections(calls, jobs));
      assertTrue(calls.job(jobs.getFirst()).required("attempts").asInt() > 1, "begun anew");
      assertTrue(launched.log().contains("starting it again (1 of 5"), "the launcher says so");
      assertTrue(crashLog().contains("SIGSEGV"), "the log of the crash was looked through");
      assertEquals(0, launched.stop());
      assertEquals(1, launched.log().split("starting it again", -1).length - 1);
      System.out.println(
          "the service died of SIGSEGV once; %d jobs ended with the same bytes"
              .formatted(jobs.size()));
    }
  }

  private static List<String> start(JobCalls calls, String video) throws Exception {
    return List.of(calls.start(video, OPTIONS.get(0)), calls.start(video, OPTIONS.get(1)));
  }

  private static List<String> detections(JobCalls calls, List<String> jobs) throws Exception {
    for (String job : jobs) {
      assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
    }
    return List.of(calls.detections(jobs.get(0)), calls.detections(jobs.get(1)));
  }

  private String crashLog() throws IOException {
    try (Stream<Path> logs = Files.list(folder.resolve("data/crashes/seen"))) {
      return Files.readString(logs.findFirst().orElseThrow(), ISO_8859_1);
    }
  }
}
