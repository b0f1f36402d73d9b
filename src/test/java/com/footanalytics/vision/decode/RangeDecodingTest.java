package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.SharedData;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RangeDecodingTest {

  private static final DecodeSettings TWO_THREADS = new DecodeSettings(2, 4, 10_000);

  @TempDir private Path folder;

  static Stream<Path> splittable() {
    return RangeClips.splittable();
  }

  @ParameterizedTest
  @MethodSource("splittable")
  void rangesJoinedAreTheVideoDecodedInOneGo(Path file) throws InterruptedException {
    RangeProof proof = RangeProof.of(file, Decoding.ONE_THREAD);
    assertEquals(Optional.empty(), proof.index().unsplittable());
    assertEquals(proof.whole().pictures().size(), proof.index().shownFrames());
    assertTrue(proof.check(0.1) > 2, "ranges of " + file);
    proof.checkAll(1, 2, 10);
    assertEquals(List.of(DecodeRange.WHOLE), proof.index().split(10));
  }

  @ParameterizedTest
  @MethodSource("splittable")
  void moreThreadsChangeNothing(Path file) throws InterruptedException {
    RangeProof.of(file, TWO_THREADS).check(0.1);
  }

  @TestFactory
  Stream<DynamicTest> rangesOfRealAndHostileFilesAreExact() throws IOException {
    List<Path> folders = List.of(SharedData.require("clips"), SharedData.require("hostile"));
    return folders.stream()
        .flatMap(RangeDecodingTest::files)
        .filter(RangeDecodingTest::isShortVideo)
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  RangeProof proof = RangeProof.of(file, Decoding.ONE_THREAD);
                  proof.checkAll(0.1, 1, 2, 10);
                }));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> !file.toString().endsWith(".tsv")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShortVideo(Path file) {
    return new VideoProbe(ProbeLimits.DEFAULT).probe(file)
            instanceof Probe.Playable(VideoInfo video)
        && video.declaredFrames().orElse(0) < 1000;
  }

  @Test
  void aRangeInTheMiddleOfALongVideoIsExactAndAtHand() throws InterruptedException {
    Path file = SharedData.require("hostile/long_1080p_av1.mp4");
    VideoInfo video = Decoding.probe(file);
    PacketIndex index = PacketIndexer.index(file, video);
    List<DecodeRange> ranges = index.split(60);
    DecodeRange middle = ranges.get(ranges.size() / 2);
    try (VideoDecoder decoder =
        VideoDecoder.open(file, video, new DecodeSettings(1, 1, 30_000), index, middle)) {
      Decoded.Picture first = assertInstanceOf(Decoded.Picture.class, decoder.next());
      try (Frame frame = first.frame()) {
        assertEquals(middle.firstFrame(), frame.index());
        assertEquals(middle.fromPtsTicks(), frame.ptsTicks());
      }
      assertTrue(decoder.takenPackets() < 100, () -> decoder.takenPackets() + " packets read");
    }
  }

  @Test
  void whereSeekingDoesNotHelpTheFileIsReadFromItsStart() throws InterruptedException {
    RangeProof proof =
        RangeProof.of(TestingClips.movingSquares("index-first.mp4"), Decoding.ONE_THREAD);
    IndexedStream stream = proof.index().stream();
    IndexedStream byByte =
        new IndexedStream("mpegts", stream.index(), stream.timeBase(), stream.startPtsTicks());
    PacketIndex misleading = new PacketIndex(byByte, proof.index().table(), null);
    DecodeRange last = proof.index().split(0.1).getLast();
    try (VideoDecoder decoder =
        VideoDecoder.open(proof.file(), proof.video(), Decoding.ONE_THREAD, misleading, last)) {
      assertEquals(proof.run(last).pictures(), Shown.all(decoder).pictures());
      assertEquals(proof.index().packets(), decoder.takenPackets());
    }
  }

  @Test
  void aFileThatIsNotTheIndexedOneFailsAndSaysSo() throws InterruptedException {
    PacketIndex index =
        PacketIndexer.index(
            TestingClips.plain(192, 108, 60), Decoding.probe(TestingClips.plain(192, 108, 60)));
    Path other = TestingClips.plain();
    DecodeRange first = index.split(0.4).getFirst();
    DecodeRange last = index.split(0.4).getLast();
    assertEquals(
        "packet 0 of 60 is not as indexed (remedy: index the file again)",
        failure(other, index, new DecodeRange(0, first.endPacket(), 0, 10, 0)));
    assertEquals(
        "packet 0 of 60 is not as indexed (remedy: index the file again)",
        failure(other, index, last));
  }

  @Test
  void aFileThatBreaksOffWhereItDidNotFailsAndSaysSo() throws InterruptedException, IOException {
    Path whole = RangeClips.openGroups();
    PacketIndex index = PacketIndexer.index(whole, Decoding.probe(whole));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.ts"), Arrays.copyOf(bytes, bytes.length / 2));
    String reason = failure(cut, index, index.split(0.1).getLast());
    assertTrue(
        reason.matches("the file breaks off before packet \\d+ of 80, which was indexed"), reason);
  }

  private static String failure(Path file, PacketIndex index, DecodeRange range)
      throws InterruptedException {
    try (VideoDecoder decoder =
        VideoDecoder.open(file, Decoding.probe(file), Decoding.ONE_THREAD, index, range)) {
      return switch (decoder.next()) {
        case Decoded.Failed(String reason, DecodeReport _) -> reason;
        case Decoded other -> throw new AssertionError(other);
      };
    }
  }

  @Test
  void aRangeOfWhichNothingCanBeDecodedJustEnds() throws InterruptedException {
    RangeProof proof = RangeProof.of(RangeClips.closedGroups(), Decoding.ONE_THREAD);
    DecodeRange part = proof.index().split(0.1).get(1);
    DecodeRange nothing =
        new DecodeRange(
            part.firstPacket(),
            part.endPacket(),
            part.fromPtsTicks() + 1,
            part.fromPtsTicks() + 2,
            part.firstFrame());
    assertEquals(new Decoded.End(new DecodeReport(0, 0, 0, 0, 0, 0)), proof.run(nothing).last());
  }

  @Test
  void theLimitOfFramesCountsFromTheStartOfTheVideo() throws InterruptedException {
    RangeProof proof = RangeProof.of(RangeClips.closedGroups(), Decoding.ONE_THREAD);
    DecodeRange last = proof.index().split(0.1).getLast();
    DecodeSettings tight = new DecodeSettings(1, 2, last.firstFrame());
    try (VideoDecoder decoder =
        VideoDecoder.open(proof.file(), proof.video(), tight, proof.index(), last)) {
      assertEquals(
          new Decoded.Failed(
              "more than %d frames".formatted(last.firstFrame()),
              new DecodeReport(0, 0, 0, 0, 0, 0)),
          decoder.next());
    }
  }
}
