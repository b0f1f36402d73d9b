package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketIndexTest {

  @TempDir private Path folder;

  private static PacketIndex index(Path file) throws InterruptedException {
    return PacketIndexer.index(file, Decoding.probe(file));
  }

  private static List<Long> shown(PacketIndex index) {
    return LongStream.range(0, index.shownFrames()).map(index::ptsOfFrame).boxed().toList();
  }

  private static String whyNot(Path file) throws InterruptedException {
    PacketIndex index = index(file);
    assertEquals(List.of(DecodeRange.WHOLE), index.split(0.01));
    return index.unsplittable().orElseThrow();
  }

  @Test
  void picturesAreListedInPresentationOrder() throws InterruptedException {
    PacketIndex index = index(TestingClips.bFrames());
    assertEquals(24, index.packets());
    assertEquals(LongStream.range(0, 24).map(n -> n * 512).boxed().toList(), shown(index));
    assertEquals(Optional.empty(), index.unsplittable());
  }

  @Test
  void hiddenPicturesAreCountedAsPacketsOnly() throws InterruptedException {
    PacketIndex index = index(TestingClips.editList());
    assertEquals(24, index.packets());
    assertEquals(LongStream.range(0, 19).map(n -> n * 512).boxed().toList(), shown(index));
  }

  @Test
  void aTimeLeadsToThePictureThatIsShownThen() throws InterruptedException {
    PacketIndex index = index(TestingClips.variableRate());
    assertEquals(-1, index.frameAt(-0.001));
    assertEquals(0, index.frameAt(0));
    assertEquals(0, index.frameAt(0.0399));
    assertEquals(1, index.frameAt(0.04));
    assertEquals(5, index.frameAt(0.9));
    assertEquals(7, index.frameAt(1.041));
    assertEquals(7, index.frameAt(Double.MAX_VALUE));
  }

  @Test
  void timesCountFromTheStartOfTheVideo() throws InterruptedException {
    PacketIndex index = index(TestingClips.lateStart());
    assertEquals(12_800, index.ptsOfFrame(0));
    assertEquals(0, index.frameAt(0));
    assertEquals(10, index.frameAt(0.4));
  }

  @Test
  void aPtsLeadsToItsPictureOnly() throws InterruptedException {
    PacketIndex index = index(TestingClips.variableRate());
    assertEquals(3, index.frameWithPts(200));
    assertEquals(-1, index.frameWithPts(201));
    assertEquals(-1, index.frameWithPts(Long.MIN_VALUE));
  }

  @Test
  void rangesFollowEachOtherWithoutAGap() throws InterruptedException {
    PacketIndex index = index(RangeClips.openGroups());
    List<DecodeRange> ranges = index.split(0.5);
    assertTrue(ranges.size() > 2);
    assertEquals(0, ranges.getFirst().firstPacket());
    assertEquals(0, ranges.getFirst().firstFrame());
    assertEquals(Long.MIN_VALUE, ranges.getFirst().fromPtsTicks());
    assertEquals(Long.MAX_VALUE, ranges.getLast().untilPtsTicks());
    assertEquals(index.packets(), ranges.getLast().endPacket());
    for (int i = 1; i < ranges.size(); i++) {
      DecodeRange before = ranges.get(i - 1);
      DecodeRange range = ranges.get(i);
      assertEquals(before.untilPtsTicks(), range.fromPtsTicks());
      assertEquals(range.fromPtsTicks(), index.ptsOfFrame(range.firstFrame()));
      assertTrue(before.endPacket() > range.firstPacket(), "the next key packet is needed");
    }
  }

  @Test
  void aRangeIsAtLeastAsLongAsAskedForSaveTheLast() throws InterruptedException {
    PacketIndex index = index(RangeClips.closedGroups());
    List<DecodeRange> ranges = index.split(0.6);
    long start = index.ptsOfFrame(0);
    for (DecodeRange range : ranges.subList(0, ranges.size() - 1)) {
      assertTrue(range.untilPtsTicks() - start >= 0.6 * 90_000, range.toString());
      start = range.untilPtsTicks();
    }
    long last = index.ptsOfFrame(index.shownFrames() - 1);
    assertTrue(last - start >= 0.3 * 90_000, "no crumb at the end");
    assertEquals(List.of(DecodeRange.WHOLE), index.split(3.1));
    assertThrows(IllegalArgumentException.class, () -> index.split(0));
    assertThrows(IllegalArgumentException.class, () -> index.split(Double.NaN));
  }

  @Test
  void anEarlierPictureOfAnOpenGroupBelongsToTheRangeBefore() throws InterruptedException {
    PacketIndex index = index(RangeClips.openGroups());
    DecodeRange first = index.split(0.1).getFirst();
    int key = Math.toIntExact(index.split(0.1).get(1).firstPacket());
    assertEquals(key + 3, first.endPacket());
    assertTrue(index.table().ptsTicks(key + 1) < first.untilPtsTicks());
    assertTrue(index.table().ptsTicks(key + 3) > first.untilPtsTicks());
  }

  @Test
  void otherContainersAndRawStreamsStayWhole() throws InterruptedException {
    assertEquals(
        "the container avi is read from its start only", whyNot(TestingClips.motionJpeg()));
    assertEquals("the container h264 is read from its start only", whyNot(TestingClips.rawH264()));
  }

  @Test
  void otherCodecsStayWhole() throws InterruptedException {
    Path file = TestingClips.make("h263.mkv", ClipTrack.of("flv", 96, 64, 24));
    assertEquals("pictures of flv1 are decoded in one go", whyNot(file));
  }

  @Test
  void picturesThatChangeStayWhole() throws InterruptedException {
    assertEquals(
        "the size or another parameter of its pictures changes", whyNot(TestingClips.sizeChange()));
  }

  @Test
  void picturesAtTheSameTimeStayWhole() throws InterruptedException {
    Path file =
        TestingClips.make(
            "same-time.mkv",
            ClipTrack.of("mjpeg", 96, 64, 4)
                .pixelFormat(avutil.AV_PIX_FMT_YUVJ420P)
                .pts(10_000, 0L, 400L, 404L, 800L));
    assertEquals("two pictures have the presentation time 40", whyNot(file));
  }

  @Test
  void packetsWithoutTimeStayWhole() throws InterruptedException {
    Path whole = RangeClips.openGroups();
    int timeless = RangeClips.transportPacketOf(index(whole), 30);
    Path file =
        RangeClips.transportPackets(
            "timeless.ts",
            whole,
            (number, packet) -> {
              if (number >= timeless) {
                dropTimes(packet);
              }
              return true;
            });
    assertTrue(whyNot(file).matches("packet \\d+ has no presentation time"), whyNot(file));
  }

  /** ISO/IEC 13818-1, 2.4.3.6: clears the flags of PTS and DTS and stuffs their place. */
  private static void dropTimes(byte[] packet) {
    boolean begins = (packet[1] & 0x40) != 0;
    int at = 4 + ((packet[3] & 0x20) != 0 ? 1 + (packet[4] & 0xFF) : 0);
    if (begins && packet[at + 2] == 1 && (packet[at + 3] & 0xF0) == 0xE0) {
      packet[at + 7] &= 0x3F;
      for (int i = 0; i < packet[at + 8]; i++) {
        packet[at + 9 + i] = (byte) 0xFF;
      }
    }
  }

  @Test
  void aFileThatIsDamagedThroughoutStaysWhole() throws InterruptedException {
    assertEquals(
        "too much of it is damaged or depends on what is missing",
        whyNot(TestingClips.truncated()));
  }

  @Test
  void aRecordingThatBeginsInAGroupKnowsWhichPicturesCome() throws InterruptedException {
    Path file = RangeClips.recordedFrom("recorded-late.ts", 90);
    PacketIndex index = index(file);
    assertEquals(Optional.empty(), index.unsplittable());
    List<Long> decoded = Decoding.of(file).pts();
    assertTrue(decoded.size() < index.packets());
    assertEquals(decoded, shown(index));
  }

  @Test
  void indexingStopsWhenInterrupted() throws IOException, InterruptedException {
    Path file = TestingClips.largeStream();
    var video = Decoding.probe(file);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> PacketIndexer.index(file, video));
    assertEquals(300, PacketIndexer.index(file, video).packets());
  }

  @Test
  void aFileThatIsNotWhatWasProbedIsNotIndexed() throws IOException {
    var video = Decoding.probe(TestingClips.plain());
    Path other = Files.copy(TestingClips.squares(), folder.resolve("other.mkv"));
    assertEquals(
        "the file changed since it was looked at",
        assertThrows(DecodeException.class, () -> PacketIndexer.index(other, video)).getMessage());
    Path none = folder.resolve("none.mkv");
    assertEquals(
        "no such file",
        assertThrows(DecodeException.class, () -> PacketIndexer.index(none, video)).getMessage());
  }
}
