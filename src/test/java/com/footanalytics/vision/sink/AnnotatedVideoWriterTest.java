package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.CLASSES;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.end;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static com.footanalytics.vision.sink.TestingRuns.video;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatedVideoWriterTest {

  private static final int GREY = 110;

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void nameTheFile() {
    target = folder.resolve("annotated.mp4");
  }

  @AfterEach
  void everyFrameStaysTheCallersAndIsClosed() {
    assertEquals(0, TestingFrames.open());
  }

  @ParameterizedTest
  @CsvSource({"1, 12800", "1, 90000", "1, 25", "1, 1000", "1001, 25350", "1001, 30000", "2, 51"})
  void everyFrameKeepsItsTimeAtAConstantRate(int numerator, int denominator) {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(numerator, denominator));
    long step = Math.max(1, Math.round(denominator / 25.0 / numerator));
    long[] pts = LongStream.range(0, 60).map(i -> 100 + i * step).toArray();

    write(video, pts);

    assertEquals("1/" + denominator, TestingMedia.stream(target).get("time_base"));
    assertEquals(
        LongStream.of(pts).map(p -> (p - 100) * numerator).boxed().toList(),
        TestingMedia.framePts(target));
  }

  @Test
  void everyFrameKeepsItsTimeAtAVariableRate() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 90000));
    long[] times = {0, 3003, 3004, 10_000, 10_001, 100_000, 1_000_000, 1_003_003, 90_000_000};

    write(video, LongStream.of(times).map(t -> t + 100).toArray());

    assertEquals(LongStream.of(times).boxed().toList(), TestingMedia.framePts(target));
  }

  @Test
  void aFirstFrameAfterTheStartIsShownLate() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800));
    write(video, 100 + 640, 100 + 1152);
    assertEquals(List.of(640L, 1152L), TestingMedia.framePts(target));
  }

  @Test
  void timesATrackCannotHaveAreMovedAndCounted() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800));
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 1)) {
      long[] pts = {100, 612, 612, 300, 1124};
      for (int i = 0; i < pts.length; i++) {
        add(writer, grey(160, 96, i, pts[i]));
      }
      assertEquals(2, writer.movedFrames());
      writer.finish(end(pts.length));
    }
    assertEquals(List.of(0L, 512L, 513L, 514L, 1024L), TestingMedia.framePts(target));
  }

  @Test
  void theLastFrameLastsUntilTheEndOfTheRun() {
    write(video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800)), 100, 612, 1124);
    assertEquals("1536", TestingMedia.stream(target).get("duration_ts"));
  }

  @Test
  void severalThreadsKeepEveryFrame() {
    VideoInfo video = video(320, 240, Orientation.UPRIGHT, new TimeBase(1, 12800));
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 3)) {
      for (int i = 0; i < 60; i++) {
        add(writer, grey(320, 240, i, 100 + 512 * i));
      }
      writer.finish(end(60));
    }
    assertEquals(
        LongStream.range(0, 60).map(i -> i * 512).boxed().toList(), TestingMedia.framePts(target));
    assertEquals("60", TestingMedia.stream(target).get("nb_frames"));
  }

  @Test
  void aBoxIsDrawnWhereTheObjectIs() {
    VideoInfo video = video(320, 240, Orientation.UPRIGHT, new TimeBase(1, 12800));
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 1)) {
      for (int i = 0; i < 3; i++) {
        add(writer, grey(320, 240, i, 100 + 512 * i), found(PLAYER, 0.9, 100, 80, 180, 200));
      }
      writer.finish(end(3));
    }
    var ink = new Colours(6, 6, 6, 1).ink(Palette.of("player", PLAYER), 240);
    for (TestingMedia.Picture picture : TestingMedia.pictures(target)) {
      for (int x = 110; x < 170; x += 10) {
        assertEquals(ink.luma() & 255, picture.luma(x, 80), 40, "top edge at " + x);
        assertEquals(ink.cb() & 255, picture.cb(x, 199), 40, "bottom edge at " + x);
      }
      for (int y = 100; y < 190; y += 10) {
        assertEquals(ink.cr() & 255, picture.cr(100, y), 40, "left edge at " + y);
        assertEquals(GREY, picture.luma(140, y), 6, "inside at " + y);
        assertEquals(128, picture.cb(60, y), 6, "outside at " + y);
      }
    }
  }

  @Test
  void theFrameItselfIsLeftAlone() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800));
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 1);
        Frame frame = grey(160, 96, 0, 100)) {
      byte[] before = TestingFrames.samples(frame.picture());
      writer.frame(frame, TestingRuns.frame(0, found(PLAYER, 0.9, 10, 10, 90, 90)));
      assertArrayEquals(before, TestingFrames.samples(frame.picture()));
    }
  }

  @Test
  void closingWithoutFinishLeavesNothing() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800));
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 1)) {
      add(writer, grey(160, 96, 0, 100));
      assertFalse(Files.exists(target));
      assertTrue(Files.exists(AtomicFile.partOf(target)));
    }
    assertFalse(Files.exists(AtomicFile.partOf(target)));
    assertFalse(Files.exists(target));
  }

  @Test
  void aVideoWithoutFramesIsNotWritten() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800));
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 1)) {
      var failure = assertThrows(SinkException.class, () -> writer.finish(end(0)));
      assertEquals("cannot write " + target + ": the video has no frame", failure.getMessage());
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void anUnwritableFolderIsNamed() {
    VideoInfo video = video(160, 96, Orientation.UPRIGHT, new TimeBase(1, 12800));
    Path missing = folder.resolve("missing").resolve("annotated.mp4");
    try (var writer = new AnnotatedVideoWriter(missing, video, CLASSES, 1)) {
      var failure = assertThrows(SinkException.class, () -> add(writer, grey(160, 96, 0, 100)));
      assertEquals(
          "cannot write " + missing + ": open: No such file or directory", failure.getMessage());
    }
  }

  private void write(VideoInfo video, long... pts) {
    try (var writer = new AnnotatedVideoWriter(target, video, CLASSES, 1)) {
      for (int i = 0; i < pts.length; i++) {
        add(writer, grey(video.width(), video.height(), i, pts[i]));
      }
      assertEquals(0, writer.movedFrames());
      writer.finish(end(pts.length));
    }
  }

  private static void add(AnnotatedVideoWriter writer, Frame frame, Detection... found) {
    try (frame) {
      writer.frame(frame, TestingRuns.frame(frame.index(), found));
    }
  }

  private static Frame grey(int width, int height, long index, long pts) {
    byte[] samples = new byte[width * height * 3 / 2];
    Arrays.fill(samples, 0, width * height, (byte) GREY);
    Arrays.fill(samples, width * height, samples.length, (byte) 128);
    return TestingFrames.of(AV_PIX_FMT_YUV420P, width, height, samples, index, pts);
  }
}
