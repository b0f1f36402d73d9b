package com.footanalytics.vision.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything is lost but a copy of the data folder and one of the models. The time until the
 * service answers again from them goes into a file.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestoreDrillIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void copyOfDataAndModelsIsEnoughToGoOn() throws Exception {
    Path clip = TestingClips.make("restored.mp4", ClipTrack.of("libopenh264", 192, 108, 100));
    Path data = Files.createDirectories(folder.resolve("data"));
    Path models = TestingModels.repository(folder);
    Path backup = folder.resolve("backup");
    Path mirror = folder.resolve("mirror");
    String job;
    String results;
    String video;
    String late;
    try (PackagedService service = start(data, models);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      video = calls.upload(clip);
      job = calls.start(video, "{}");
      assertEquals("succeeded", calls.awaitEnd(job, LIMIT));
      results = calls.detections(job);
      service.stop();
    }
    copy(data, backup);
    copy(models, mirror);
    try (PackagedService service = start(data, models);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      late = calls.start(video, "{}");
      service.kill();
    }
    delete(data);
    delete(models);

    long lost = System.nanoTime();
    copy(backup, data);
    copy(mirror, models);
    try (PackagedService service = start(data, models);
        JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
      assertEquals(results, calls.detections(job));
      Duration back = Duration.ofNanos(System.nanoTime() - lost);
      assertEquals(404, calls.status("v1/jobs/" + late));
      String again = calls.start(video, "{}");
      assertEquals("succeeded", calls.awaitEnd(again, LIMIT));
      assertEquals(results, calls.detections(again));
      assertTrue(back.compareTo(LIMIT) < 0, back::toString);
      Files.writeString(
          Path.of("target/restore.md"),
          "from a copy of the data to an answer: %s%n".formatted(back));
    }
  }

  private PackagedService start(Path data, Path models) throws IOException {
    return PackagedService.start(
        folder,
        Map.of(
            "ML_PIPELINE_DATA_DIR", data.toString(), "ML_PIPELINE_MODELS_DIR", models.toString()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
