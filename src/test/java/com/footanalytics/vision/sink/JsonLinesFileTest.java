package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.BALL;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.end;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static com.footanalytics.vision.sink.TestingRuns.frame;
import static com.footanalytics.vision.sink.TestingRuns.header;
import static com.footanalytics.vision.sink.TestingRuns.video;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFileTest {

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void nameTheFile() {
    target = folder.resolve("detections.jsonl");
  }

  @Test
  void writesTheContractWordForWord() throws IOException {
    write(
        frame(0, found(PLAYER, 0.93449, 812, 402.14, 843.04, 479.55)),
        new FrameResult(1, 612, true, List.of()),
        frame(2, found(BALL, 1, 0, 0, 12.3, 9), found(PLAYER, 0.5, 1, 2, 3, 4)));

    assertEquals(
        """
        {"type":"header","schema":"footanalytics.detections/1",\
        "video":{"name":"derby – 1. Halbzeit.mp4","sha256":"%s","codec":"h264",\
        "width":1920,"height":1080,"rotation":0,"timebase":"1/12800","start_pts":100,\
        "pixel_format":"yuv420p","sample_aspect":"1/1","frame_rate":"25/1"},\
        "model":{"name":"football","version":"1","precision":"int8","engine":"OnnxRuntime",\
        "device":"cpu"},"classes":["ball","goalkeeper","player","referee"],\
        "options":{"annotate":false,"from_s":1.5,"model":"football:1","stride":1}}
        {"type":"frame","frame":0,"pts":100,"time_s":0.0,"objects":[\
        {"class":"player","score":0.934,"box":[812.0,402.1,843.0,479.5]}]}
        {"type":"frame","frame":1,"pts":612,"time_s":0.04,"corrupt":true,"objects":[]}
        {"type":"frame","frame":2,"pts":1124,"time_s":0.08,"objects":[\
        {"class":"ball","score":1.0,"box":[0.0,0.0,12.3,9.0]},\
        {"class":"player","score":0.5,"box":[1.0,2.0,3.0,4.0]}]}
        {"type":"end","frames":{"decoded":3,"inferred":3,"skipped":0,"corrupt":0,"dropped":0},\
        "duration_s":0.12}
        """
            .formatted("ab".repeat(32)),
        Files.readString(target));
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    FrameResult[] frames = {frame(0, found(PLAYER, 0.7, 1.23, 4.56, 7.89, 9.99)), frame(1)};
    write(frames);
    byte[] first = Files.readAllBytes(target);
    write(frames);
    assertArrayEquals(first, Files.readAllBytes(target));
  }

  @Test
  void headerGivesDisplaySizeRotationAndMirroring() throws IOException {
    var video = video(1920, 1080, new Orientation(90, true), new TimeBase(1001, 30000));
    try (var file = new JsonLinesFile(target, header(video))) {
      String line = Files.readString(AtomicFile.partOf(target));
      assertTrue(
          line.contains(
              "\"width\":1080,\"height\":1920,\"rotation\":90,\"mirrored\":true,"
                  + "\"timebase\":\"1001/30000\""),
          line);
    }
  }

  @Test
  void thePartHoldsWholeLinesWhileItGrows() throws IOException {
    try (var file = new JsonLinesFile(target, header())) {
      for (int i = 0; i < 40; i++) {
        file.frame(frame(i, found(PLAYER, 0.5, 1, 2, 3, 4)));
        String part = Files.readString(AtomicFile.partOf(target));
        assertTrue(part.endsWith("}\n"), part);
        assertTrue(part.lines().count() > 1 + i - 16, "frame " + i);
      }
      file.flush();
      assertEquals(41, Files.readAllLines(AtomicFile.partOf(target)).size());
      assertFalse(Files.exists(target));
    }
  }

  @Test
  void numbersThatJsonCannotCarryAreRefused() {
    try (var file = new JsonLinesFile(target, header())) {
      var nan = frame(0, found(PLAYER, Double.NaN, 1, 2, 3, 4));
      assertThrows(IllegalArgumentException.class, () -> file.frame(nan));
      var infinite = frame(0, found(PLAYER, 0.5, 1, 2, Double.POSITIVE_INFINITY, 4));
      assertThrows(IllegalArgumentException.class, () -> file.frame(infinite));
    }
  }

  @Test
  void anOptionThatIsNotANumberIsRefused() {
    RunHeader plain = header();
    var header =
        new RunHeader(
            plain.videoName(),
            plain.videoSha256(),
            plain.video(),
            plain.model(),
            plain.classes(),
            Map.of("from_s", Double.NaN));
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new JsonLinesFile(target, header).close());
    assertEquals("option from_s: NaN (expected: a finite number)", refusal.getMessage());
  }

  @Test
  void anUnwritableFolderIsNamed() {
    Path missing = folder.resolve("missing").resolve("detections.jsonl");
    var failure =
        assertThrows(SinkException.class, () -> new JsonLinesFile(missing, header()).close());
    assertEquals("cannot write " + missing + ": NoSuchFileException", failure.getMessage());
  }

  private void write(FrameResult... frames) {
    try (var file = new JsonLinesFile(target, header())) {
      for (FrameResult frame : frames) {
        file.frame(frame);
      }
      file.prepare(end(frames.length));
      file.commit();
    }
  }
}
