package com.footanalytics.vision.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One service after the other is told to end and started again, while calls come and jobs run. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RollingRestartIT {

  private static final int FRAMES = 600;
  private static final int ROUNDS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void noCallAndNoJobIsLost() throws Exception {
    Path clip =
        TestingClips.make(
            "rolled.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    SharedPlace place =
        new SharedPlace(
            folder,
            Map.of(
                "ML_PIPELINE_JOBS_SEGMENT", "PT3S",
                "ML_PIPELINE_JOBS_DRAIN_LIMIT", "PT5S",
                // Callers that keep connections hear within that time that theirs are to end.
                "QUARKUS_SHUTDOWN_DELAY", "5S",
                "ML_PIPELINE_ACCURACY_AT_LOAD", "false"));
    List<PackagedService> services = new ArrayList<>();
    try (Callers callers = new Callers()) {
      for (String name : List.of("one", "two")) {
        services.add(place.start(name));
        callers.add(services.getLast().http());
      }
      List<String> jobs = new ArrayList<>();
      try (JobCalls calls = new JobCalls(services.getFirst().http())) {
        calls.awaitReady();
        String video = calls.upload(clip);
        for (int i = 0; i < 4; i++) {
          jobs.add(calls.start(video, "{}"));
        }
      }
      callers.start();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < services.size(); i++) {
          callers.awaitAnswers(100);
          assertEquals(0, services.get(i).stop(), "SIGTERM ends a service with status 0");
          callers.awaitAnswers(100);
          services.set(i, place.start(i == 0 ? "one" : "two"));
          callers.replace(i, services.get(i).http());
        }
      }
      callers.awaitAnswers(100);
      long answered = callers.stop();
      assertEquals(List.of(), callers.lost());
      try (JobCalls calls = new JobCalls(services.getFirst().http())) {
        String expected = "";
        for (String job : jobs) {
          assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
          String detections = calls.detections(job);
          assertEquals(FRAMES + 2, detections.lines().count());
          assertTrue(expected.isEmpty() || expected.equals(detections), "the same bytes");
          expected = detections;
        }
      }
      System.out.printf(
          "%d restarts: %d calls answered, none lost; %d jobs ended with the same bytes%n",
          ROUNDS * services.size(), answered, jobs.size());
    } finally {
      services.forEach(PackagedService::close);
    }
  }
}
