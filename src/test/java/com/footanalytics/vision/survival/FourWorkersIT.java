package com.footanalytics.vision.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One video, whose segments are analysed one after the other and four at once. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FourWorkersIT {

  private static final int FRAMES = 500;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void oneWorkerAndFourGiveTheSameBytes() throws Exception {
    Path clip =
        TestingClips.make(
            "workers.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    String byOne = detections(clip, 1);
    assertEquals(FRAMES + 2, byOne.lines().count());
    assertEquals(byOne, detections(clip, 4));
    System.out.printf(
        "%d frames by one worker and by four: the same %d bytes%n", FRAMES, byOne.length());
  }

  private String detections(Path clip, int workers) throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("of-" + workers));
    Map<String, String> settings =
        Map.of(
            "ML_PIPELINE_JOBS_SEGMENT",
            "PT2S",
            "ML_PIPELINE_JOBS_CONCURRENCY",
            Integer.toString(workers),
            "ML_PIPELINE_ACCURACY_AT_LOAD",
            "false");
    try (PackagedService service =
            PackagedService.start(home, settings, PackagedService.QUICK_START);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      String job = calls.start(calls.upload(clip), "{}");
      assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
      return calls.detections(job);
    }
  }
}
