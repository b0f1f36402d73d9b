package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedVideoTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aTruncatedFileGivesWhatItHasAndCountsTheLoss() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.truncated());
    List<Long> whole = Decoding.of(TestingClips.plain()).pts();
    assertEquals(whole.subList(0, decoding.pts().size()), decoding.pts());
    assertTrue(decoding.pts().size() >= 12, () -> "pictures " + decoding.pts().size());
    assertInstanceOf(Decoded.End.class, decoding.last());
    assertEquals(1, decoding.report().corruptPackets());
  }

  @Test
  void aTruncatedTransportStreamMarksThePictureThatBrokeOff() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.truncatedTransportStream());
    assertInstanceOf(Decoded.End.class, decoding.last());
    assertEquals(18, decoding.pts().size());
    assertEquals(1, decoding.report().corruptFrames());
  }

  @Test
  void damagedPicturesAreDeliveredMarkedAndTheLostOnesCounted() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.corrupt());
    DecodeReport report = decoding.report();
    assertInstanceOf(Decoded.End.class, decoding.last());
    assertEquals(24, report.frames() + report.corruptPackets());
    assertEquals(List.of(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L), decoding.corrupt());
    assertEquals(decoding.corrupt().size(), report.corruptFrames());
  }

  @Test
  void aChangeOfSizeIsFollowedAndCounted() throws InterruptedException {
    Path file = TestingClips.sizeChange();
    try (VideoDecoder decoder =
        VideoDecoder.open(file, Decoding.probe(file), Decoding.ONE_THREAD)) {
      int large = 0;
      int small = 0;
      Decoded next = decoder.next();
      while (next instanceof Decoded.Picture(Frame frame)) {
        try (frame) {
          large += frame.width() == 192 && frame.height() == 112 ? 1 : 0;
          small += frame.width() == 96 && frame.height() == 64 ? 1 : 0;
        }
        next = decoder.next();
      }
      DecodeReport report = assertInstanceOf(Decoded.End.class, next).report();
      assertEquals(24, small);
      assertEquals(report.frames(), large + small);
      assertEquals(1, report.sizeChanges());
      assertEquals(1, report.nonMonotonicTimestamps());
    }
  }

  @Test
  void aFileOfWhichNothingDecodesFailsWithAReason() throws IOException, InterruptedException {
    VideoInfo video = Decoding.probe(TestingClips.plain());
    byte[] bytes = Files.readAllBytes(TestingClips.plain());
    int pictures = indexOf(bytes, "mdat") + 4;
    Arrays.fill(bytes, pictures, bytes.length, (byte) 0);
    Path blank = Files.write(folder.resolve("blank.mp4"), bytes);
    Decoding decoding = Decoding.of(blank, video, Decoding.ONE_THREAD);
    assertEquals(List.of(), decoding.pts());
    assertEquals(
        "no picture can be decoded from the h264 stream: damaged or incomplete",
        assertInstanceOf(Decoded.Failed.class, decoding.last()).reason());
  }

  @Test
  void everyTruncationGivesABeginningOfTheWhole() throws Exception {
    Path whole = TestingClips.plain();
    VideoInfo video = Decoding.probe(whole);
    List<Long> pts = LongStream.range(0, 24).map(n -> n * 512).boxed().toList();
    byte[] bytes = Files.readAllBytes(whole);
    int pictures = indexOf(bytes, "mdat") + 4;
    for (int length = pictures; length < bytes.length; length += 211) {
      Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, length));
      Decoding decoding = Decoding.of(cut, video, Decoding.ONE_THREAD);
      int got = decoding.pts().size();
      assertEquals(pts.subList(0, got), decoding.pts());
      assertEquals(got == 0, decoding.last() instanceof Decoded.Failed);
    }
  }

  @Test
  void flippedBitsNeitherHangNorThrow() {
    assertTimeoutPreemptively(LIMIT, this::decodeWithFlippedBits);
  }

  private void decodeWithFlippedBits() throws IOException, InterruptedException {
    Random random = new Random(5);
    for (Path whole :
        List.of(
            TestingClips.plain(),
            TestingClips.bFrames(),
            TestingClips.corrupt(),
            TestingClips.variableRate(),
            TestingClips.motionJpeg(),
            TestingClips.rawH264())) {
      byte[] bytes = Files.readAllBytes(whole);
      for (int round = 0; round < 12; round++) {
        byte[] damaged = bytes.clone();
        for (int flip = 0; flip < 1 + round * 2; flip++) {
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = Files.write(folder.resolve("damaged-" + whole.getFileName()), damaged);
        switch (new VideoProbe(ProbeLimits.DEFAULT).probe(file)) {
          case Probe.Unreadable(String reason) -> assertFalse(reason.isBlank());
          case Probe.Playable(VideoInfo video) -> {
            Decoding decoding = Decoding.of(file, video, new DecodeSettings(1 + round % 3, 2, 99));
            assertEquals(decoding.pts().size(), decoding.report().frames());
          }
        }
      }
    }
  }

  private static int indexOf(byte[] bytes, String fourCharacters) {
    for (int at = 0; at + 4 <= bytes.length; at++) {
      if (new String(bytes, at, 4, StandardCharsets.ISO_8859_1).equals(fourCharacters)) {
        return at;
      }
    }
    throw new AssertionError("no " + fourCharacters);
  }
}
