package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoDecoderTest {

  private static final int CODING_LOSS = 2;

  private static List<Long> every(long ticks, long from, int count) {
    return LongStream.range(0, count).map(n -> from + n * ticks).boxed().toList();
  }

  private static DecodeReport clean(int frames) {
    return new DecodeReport(frames, 0, 0, 0, 0, 0);
  }

  /** Checks that picture {@code n} is the clip's picture {@code first + n}. */
  private static void assertContent(Decoding decoding, int first) {
    List<Integer> off =
        IntStream.range(0, decoding.lumas().size())
            .filter(
                n -> Math.abs(decoding.lumas().get(n) - TestingClips.luma(first + n)) > CODING_LOSS)
            .boxed()
            .toList();
    assertEquals(List.of(), off, () -> "lumas " + decoding.lumas());
  }

  private static void assertDecodes(Path file, List<Long> pts, DecodeReport report)
      throws InterruptedException {
    Decoding decoding = Decoding.of(file);
    assertEquals(pts, decoding.pts());
    assertEquals(new Decoded.End(report), decoding.last());
    assertContent(decoding, 0);
  }

  @Test
  void picturesComeWithTheirOwnPts() throws InterruptedException {
    assertDecodes(TestingClips.plain(), every(512, 0, 24), clean(24));
  }

  @Test
  void bPicturesComeInPresentationOrder() throws InterruptedException {
    assertDecodes(TestingClips.bFrames(), every(512, 0, 24), clean(24));
    assertDecodes(TestingClips.transportStream(), every(3600, 3600, 24), clean(24));
  }

  @Test
  void irregularTimesAreKept() throws InterruptedException {
    assertDecodes(
        TestingClips.variableRate(),
        List.of(0L, 40L, 80L, 200L, 240L, 360L, 1000L, 1041L),
        clean(8));
  }

  @Test
  void picturesHiddenByAnEditListAreNotDelivered() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.editList());
    assertEquals(every(512, 0, 19), decoding.pts());
    assertEquals(new Decoded.End(clean(19)), decoding.last());
    assertContent(decoding, 5);
  }

  @Test
  void aLateStartStaysInThePts() throws InterruptedException {
    assertDecodes(TestingClips.lateStart(), every(512, 12_800, 24), clean(24));
  }

  @Test
  void tenBitPicturesAreDecoded() throws InterruptedException {
    assertDecodes(TestingClips.tenBit(), every(40, 0, 24), clean(24));
  }

  @Test
  void interlacedPicturesComeWoven() throws InterruptedException {
    assertDecodes(TestingClips.interlaced(), every(3600, 3600, 24), clean(24));
  }

  @Test
  void fullRangePicturesAreDecoded() throws InterruptedException {
    assertDecodes(TestingClips.motionJpeg(), every(1, 0, 24), clean(24));
  }

  @Test
  void aRotatedPictureComesAsCoded() throws InterruptedException {
    assertDecodes(TestingClips.rotated(90), every(512, 0, 24), clean(24));
    VideoInfo video = Decoding.probe(TestingClips.rotated(90));
    try (VideoDecoder decoder =
            VideoDecoder.open(TestingClips.rotated(90), video, Decoding.ONE_THREAD);
        Frame frame = assertInstanceOf(Decoded.Picture.class, decoder.next()).frame()) {
      assertEquals(192, frame.width());
      assertEquals(108, frame.height());
    }
  }

  @Test
  void aStreamWithoutTimestampsRunsAtItsNominalRateAndSaysSo() throws InterruptedException {
    assertDecodes(
        TestingClips.rawH264(), every(48_000, 0, 24), new DecodeReport(24, 0, 0, 24, 0, 0));
  }

  @Test
  void decodingTimesStandInForMissingPts() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.aviWithBFrames());
    assertEquals(every(1, 1, 24), decoding.pts());
    assertContent(decoding, 0);
  }

  @Test
  void theLargerStreamIsTheOneDecoded() throws InterruptedException {
    assertDecodes(TestingClips.twoSizes(), every(40, 0, 24), clean(24));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7})
  void moreThreadsChangeNothing(int threads) throws InterruptedException {
    DecodeSettings settings = new DecodeSettings(threads, 2, 10_000);
    for (Path file :
        List.of(
            TestingClips.plain(),
            TestingClips.bFrames(),
            TestingClips.editList(),
            TestingClips.tenBit(),
            TestingClips.rawH264())) {
      assertEquals(Decoding.of(file), Decoding.of(file, settings));
    }
  }

  @Test
  void theEndIsSaidAgainAndAgain() throws InterruptedException {
    Path file = TestingClips.variableRate();
    try (VideoDecoder decoder =
        VideoDecoder.open(file, Decoding.probe(file), Decoding.ONE_THREAD)) {
      Decoded next = decoder.next();
      while (next instanceof Decoded.Picture(Frame frame)) {
        frame.close();
        next = decoder.next();
      }
      assertEquals(next, decoder.next());
      assertEquals(new Decoded.End(clean(8)), decoder.next());
    }
  }

  @Test
  void asManyPicturesAsAllowedAreFine() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.plain(), new DecodeSettings(1, 2, 24));
    assertEquals(new Decoded.End(clean(24)), decoding.last());
  }

  @Test
  void onePictureMoreThanAllowedIsAFailure() throws InterruptedException {
    Decoding decoding = Decoding.of(TestingClips.plain(), new DecodeSettings(1, 2, 23));
    assertEquals(new Decoded.Failed("more than 23 frames", clean(23)), decoding.last());
    assertEquals(23, decoding.pts().size());
  }

  @Test
  void aFileThatIsNotWhatWasProbedIsNotOpened() {
    VideoInfo other = Decoding.probe(TestingClips.wideSamples());
    for (Path file : List.of(TestingClips.tenBit(), TestingClips.transportStream())) {
      assertEquals(
          "the file changed since it was looked at",
          assertThrows(
                  DecodeException.class, () -> VideoDecoder.open(file, other, Decoding.ONE_THREAD))
              .getMessage());
    }
  }

  @Test
  void aFileThatIsGoneIsNotOpened() {
    VideoInfo video = Decoding.probe(TestingClips.plain());
    assertEquals(
        "no such file",
        assertThrows(
                DecodeException.class,
                () -> VideoDecoder.open(Path.of("gone.mp4"), video, Decoding.ONE_THREAD))
            .getMessage());
  }
}
