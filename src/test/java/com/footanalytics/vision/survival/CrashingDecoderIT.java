package com.footanalytics.vision.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.PacketIndexer;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A video kills the decoder, and with it the whole service, whenever it is decoded. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashingDecoderIT {

  /** What a JVM dies of once it has logged a crash. */
  private static final int SIGABRT = 128 + 6;

  private static final int FRAMES = 400;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void itsJobFailsAndTheOthersGoOn() throws Exception {
    Path harmless =
        TestingClips.make(
            "harmless.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    Path deadly =
        TestingClips.make(
            "deadly.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES + 100).option("g", "25"));
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("crashes"));
    Map<String, String> settings =
        new HashMap<>(CrashingDecoder.environment(folder, ptsTicksOf(FRAMES + 50, deadly)));
    settings.put("ML_PIPELINE_JOBS_SEGMENT", "PT3S");
    settings.put("ML_PIPELINE_JOBS_CONCURRENCY", "3");
    settings.put("ML_PIPELINE_ACCURACY_AT_LOAD", "false");
    String[] options = {"-XX:ErrorFile=" + data.resolve("crashes").resolve("hs_err_pid%p.log")};

    String first;
    String second;
    String poison;
    try (PackagedService service = PackagedService.start(folder, settings, options);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      String video = calls.upload(harmless);
      String killer = calls.upload(deadly);
      first = calls.start(video, "{}");
      second = calls.start(video, "{\"stride\":2}");
      poison = calls.start(killer, "{}");
      assertEquals(SIGABRT, service.awaitEnd());
    }
    assertEquals(SIGABRT, PackagedService.runToItsEnd(folder, settings, options).status());
    try (PackagedService service = PackagedService.start(folder, settings, options);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      assertEquals("failed", calls.awaitEnd(poison, LIMIT));
      String reason = calls.job(poison).required("reason").asText();
      System.out.println(reason);
      assertTrue(reason.startsWith("crashes the decoder: SIGSEGV in C [libcrash.so"), reason);
      assertTrue(reason.endsWith(", 2 times"), reason);
      assertEquals("succeeded", calls.awaitEnd(first, LIMIT));
      assertEquals("succeeded", calls.awaitEnd(second, LIMIT));
      assertEquals(FRAMES + 2, calls.detections(first).lines().count());
      assertEquals(FRAMES / 2 + 2, calls.detections(second).lines().count());
    }
  }

  private static long ptsTicksOf(int frame, Path video) throws Exception {
    Probe probe = new VideoProbe(ProbeLimits.DEFAULT).probe(video);
    return PacketIndexer.index(video, ((Probe.Playable) probe).video()).ptsOfFrame(frame);
  }
}
