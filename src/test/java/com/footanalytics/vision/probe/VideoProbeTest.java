package com.footanalytics.vision.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoProbeTest {

  private static VideoInfo probe(Path file) {
    return switch (new VideoProbe(ProbeLimits.DEFAULT).probe(file)) {
      case Probe.Playable(VideoInfo video) -> video;
      case Probe.Unreadable(String reason) -> throw new AssertionError(file + ": " + reason);
    };
  }

  @Test
  void everyFieldOfAnOrdinaryFileIsTold() {
    assertEquals(
        new VideoInfo(
            0,
            "mov,mp4,m4a,3gp,3g2,mj2",
            "h264",
            "yuv420p",
            192,
            108,
            Orientation.UPRIGHT,
            Ratio.ONE,
            new TimeBase(1, 12800),
            0,
            new Ratio(25, 1),
            OptionalLong.of(24),
            OptionalDouble.of(0.96)),
        probe(TestingClips.plain()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void rotationIsClockwise(int degrees) {
    assertEquals(
        new Orientation(degrees, false), probe(TestingClips.rotated(degrees)).orientation());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void reflectionComesBeforeRotation(int degrees) {
    assertEquals(
        new Orientation(degrees, true), probe(TestingClips.mirrored(degrees)).orientation());
  }

  @Test
  void aQuarterTurnSwapsTheSidesOfTheDisplay() {
    VideoInfo video = probe(TestingClips.rotated(90));
    assertEquals(108, video.displayWidth());
    assertEquals(192, video.displayHeight());
    assertEquals(192, video.width());
  }

  @Test
  void sampleAspectIsKept() {
    VideoInfo video = probe(TestingClips.wideSamples());
    assertEquals(new Ratio(16, 11), video.sampleAspect());
    assertEquals(16 / 11.0, video.displaySampleAspect(), 1e-9);
  }

  @Test
  void absurdSampleAspectCountsAsSquare() {
    Path file =
        TestingClips.make(
            "absurd-samples.mkv", ClipTrack.of("mpeg4", 64, 48, 2).sampleAspect(200, 1));
    assertEquals(Ratio.ONE, probe(file).sampleAspect());
  }

  @Test
  void timeZeroIsTheFirstPictureShown() {
    assertEquals(0, probe(TestingClips.editList()).startPtsTicks());
    assertEquals(12800, probe(TestingClips.lateStart()).startPtsTicks());
    assertEquals(3600, probe(TestingClips.transportStream()).startPtsTicks());
    assertEquals(0, probe(TestingClips.rawH264()).startPtsTicks());
  }

  @Test
  void aRawStreamClaimsNoLength() {
    VideoInfo video = probe(TestingClips.rawH264());
    assertEquals(OptionalLong.empty(), video.declaredFrames());
    assertEquals(OptionalDouble.empty(), video.declaredSeconds());
    assertEquals(new Ratio(25, 1), video.nominalFrameRate());
  }

  @Test
  void pixelFormatsAreNamed() {
    assertEquals("yuv420p10le", probe(TestingClips.tenBit()).pixelFormat());
    assertEquals("yuvj420p", probe(TestingClips.motionJpeg()).pixelFormat());
  }

  @Test
  void theLargerOfTwoEqualStreamsIsTheVideo() {
    VideoInfo video = probe(TestingClips.twoSizes());
    assertEquals(1, video.streamIndex());
    assertEquals(192, video.width());
  }

  @Test
  void theDefaultStreamGoesBeforeTheLarger() {
    Path file =
        TestingClips.make(
            "default-small.mkv",
            ClipTrack.of("mpeg4", 192, 108, 4),
            ClipTrack.of("mpeg4", 64, 36, 4).disposition(avformat.AV_DISPOSITION_DEFAULT));
    assertEquals(1, probe(file).streamIndex());
  }

  @Test
  void aTinyTrackIsNotTheVideoEvenByDefault() {
    Path file =
        TestingClips.make(
            "tiny-default.mkv",
            ClipTrack.of("mpeg4", 10, 12, 4).disposition(avformat.AV_DISPOSITION_DEFAULT),
            ClipTrack.of("mpeg4", 64, 36, 4));
    assertEquals(1, probe(file).streamIndex());
  }

  @Test
  void namesThatLookLikePatternsOrAddressesAreJustNames() {
    Path plain = TestingClips.plain();
    for (String name : new String[] {"http:a %03d.mp4", "concat:x|y.mp4", "Übertragung.mp4"}) {
      Path named = TestingClips.file(name, file -> Files.copy(plain, file));
      assertEquals(192, probe(named).width());
    }
  }

  @Test
  void theEndingOfANameDoesNotMatter() {
    Path plain = TestingClips.plain();
    Path named = TestingClips.file("plain.txt", file -> Files.copy(plain, file));
    assertEquals("h264", probe(named).codec());
  }

  @Test
  void limitsThatAreJustMetAreMet() {
    ProbeLimits exact = new ProbeLimits(192 * 108, 24, Duration.ofMillis(960));
    assertEquals(
        new Probe.Playable(probe(TestingClips.plain())),
        new VideoProbe(exact).probe(TestingClips.plain()));
  }
}
