package com.footanalytics.vision.survival;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.SmallDisk;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the service's data folder becomes full. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskIT {

  private static final int FRAMES = 100;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long RESERVED_BYTES = 16L << 20;
  private static final int NO_ROOM = 507;

  @TempDir private Path folder;

  @Test
  void jobsFailWithTheReasonAndTheServiceLives() throws Exception {
    Path clip =
        TestingClips.make(
            "full.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
    Path data = Files.createDirectory(folder.resolve("data"));
    Map<String, String> settings =
        Map.of(
            "ML_PIPELINE_STORAGE_RESERVE_BYTES", Long.toString(RESERVED_BYTES),
            "ML_PIPELINE_JOBS_MAX_FAILURES", "2",
            "ML_PIPELINE_JOBS_RETRY_DELAY", "PT0.1S",
            "ML_PIPELINE_ACCURACY_AT_LOAD", "false");
    try (PackagedService service =
            PackagedService.startBehind(SmallDisk.at(data, 64), folder, settings);
        JobCalls calls = new JobCalls(service.http())) {
      Path filler = SmallDisk.seenFromOutside(data, service.pid()).resolve("filler");
      calls.awaitReady();
      String video = calls.upload(clip);
      String before = calls.start(video, "{}");
      assertEquals("succeeded", calls.awaitEnd(before, LIMIT));
      String expected = calls.detections(before);

      fill(filler, RESERVED_BYTES / 2);
      String meanwhile = calls.start(video, "{}");
      assertEquals("failed", calls.awaitEnd(meanwhile, LIMIT));
      String reason = calls.job(meanwhile).required("reason").asText();
      System.out.println(reason);
      assertTrue(reason.contains("full, ") && reason.contains("reserved; free space"), reason);
      assertEquals(NO_ROOM, calls.statusOfUpload(clip));
      assertEquals(NO_ROOM, calls.statusOfForm(clip));
      assertEquals(expected, calls.detections(before), "what is there can be read");

      Files.delete(filler);
      String after = calls.start(video, "{}");
      assertEquals("succeeded", calls.awaitEnd(after, LIMIT));
      assertEquals(expected, calls.detections(after));

      // Whoever else fills the disk may take the last byte.
      fill(filler, 0);
      assertTrue(calls.statusOfStart(video) >= 500, "no job is taken that cannot be recorded");
      Files.delete(filler);
      String last = calls.startWhenTaken(video);
      assertEquals("succeeded", calls.awaitEnd(last, LIMIT));
      assertEquals(expected, calls.detections(last));
    }
  }

  /** Writes a file until so many bytes of its disk are free. */
  private static void fill(Path file, long freeBytes) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 12);
    try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE)) {
      while (isWritten(out, chunk.clear())) {}
      out.truncate(Math.max(0, out.size() - freeBytes));
    }
  }

  private static boolean isWritten(FileChannel out, ByteBuffer chunk) {
    try {
      return out.write(chunk) > 0;
    } catch (IOException _) {
      return false;
    }
  }
}
