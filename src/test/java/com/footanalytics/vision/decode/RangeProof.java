package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The proof that the ranges of a file, one after the other, are the file decoded in one go. */
record RangeProof(
    Path file, VideoInfo video, DecodeSettings settings, PacketIndex index, Shown.Run whole) {

  /** Packets in front of a range that may be read to find it, besides those of one group. */
  private static final long APPROACH = 80;

  static RangeProof of(Path file, DecodeSettings settings) throws InterruptedException {
    VideoInfo video = Decoding.probe(file);
    return new RangeProof(
        file,
        video,
        settings,
        PacketIndexer.index(file, video),
        Shown.all(VideoDecoder.open(file, video, settings)));
  }

  /** Checks the ranges of each length; those that come out the same once. */
  void checkAll(double... seconds) throws InterruptedException {
    Set<List<DecodeRange>> checked = new HashSet<>();
    for (double length : seconds) {
      if (checked.add(index.split(length))) {
        check(length);
      }
    }
  }

  /**
   * Checks the ranges of one length: the same pictures with the same numbers, times, pixels and
   * marks, the same report, and no more packets than each needs.
   *
   * @return how many ranges there were
   */
  int check(double seconds) throws InterruptedException {
    List<DecodeRange> ranges = index.split(seconds);
    List<Shown.Run> runs = new ArrayList<>();
    for (DecodeRange range : ranges) {
      runs.add(run(range));
    }
    assertSamePictures(
        whole.pictures(), runs.stream().flatMap(run -> run.pictures().stream()).toList());
    DecodeReport sum =
        runs.stream()
            .map(run -> report(run.last()))
            .reduce(new DecodeReport(0, 0, 0, 0, 0, 0), RangeProof::plus);
    assertEquals(report(whole.last()), sum);
    return ranges.size();
  }

  /** What one range delivers, and that it takes no more packets than are its own. */
  Shown.Run run(DecodeRange range) throws InterruptedException {
    Shown.Run run = Shown.all(VideoDecoder.open(file, video, settings, index, range));
    if (!range.equals(DecodeRange.WHOLE)) {
      long own = range.endPacket() - range.firstPacket();
      assertTrue(run.fedPackets() <= own, () -> run.fedPackets() + " packets fed for " + range);
      assertTrue(
          run.takenPackets() <= own + longestGroup() + APPROACH,
          () -> run.takenPackets() + " packets read for " + range);
    }
    return run;
  }

  private long longestGroup() {
    return index.parts().stream()
        .mapToLong(part -> part.endPacket() - part.firstPacket())
        .max()
        .orElse(0);
  }

  private void assertSamePictures(List<Shown> expected, List<Shown> joined) {
    for (int i = 0; i < Math.min(expected.size(), joined.size()); i++) {
      assertEquals(expected.get(i), joined.get(i), file.toString());
    }
    assertEquals(expected.size(), joined.size(), file.toString());
  }

  static DecodeReport report(Decoded last) {
    return switch (last) {
      case Decoded.Picture _ -> throw new AssertionError("not ended");
      case Decoded.End(DecodeReport report) -> report;
      case Decoded.Failed(String _, DecodeReport report) -> report;
    };
  }

  private static DecodeReport plus(DecodeReport a, DecodeReport b) {
    return new DecodeReport(
        a.frames() + b.frames(),
        a.corruptFrames() + b.corruptFrames(),
        a.corruptPackets() + b.corruptPackets(),
        a.synthesisedTimestamps() + b.synthesisedTimestamps(),
        a.nonMonotonicTimestamps() + b.nonMonotonicTimestamps(),
        a.sizeChanges() + b.sizeChanges());
  }
}
