package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.footanalytics.vision.testing.SharedData;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real match clips decode to the frames that FFmpeg's own ffprobe counts. */
class SharedClipsTest {

  @ParameterizedTest
  @CsvSource({
    "broadcast-1080p.mp4,    176,  89600",
    "broadcast-cut-406p.mp4, 269, 137216",
    "no-football-720p.mp4,   373, 190464",
    "scouting-480p.mp4,      169, 201600",
  })
  void everyPictureIsDeliveredFromTimeZeroOn(String name, int frames, long lastPts) {
    Path file = SharedData.require("clips/" + name);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Decoding decoding = Decoding.of(file);
          assertEquals(new Decoded.End(new DecodeReport(frames, 0, 0, 0, 0, 0)), decoding.last());
          assertEquals(0, decoding.pts().getFirst());
          assertEquals(0, Decoding.probe(file).startPtsTicks());
          assertEquals(lastPts, decoding.pts().getLast());
        });
  }
}
