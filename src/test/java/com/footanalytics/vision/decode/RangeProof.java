package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The proof that the ranges of a file, one after the other, are the file decoded in one go. */
final class RangeProof {

  static long extra;

  private RangeProof() {}

  /** Checks one length; answers how many ranges there were. */
  static int check(
      Path file,
      VideoInfo video,
      DecodeSettings settings,
      PacketIndex index,
      double seconds,
      Shown.Run whole)
      throws InterruptedException {
    List<DecodeRange> ranges = index.split(seconds);
    List<Shown> joined = new ArrayList<>();
    DecodeReport sum = new DecodeReport(0, 0, 0, 0, 0, 0);
    Decoded last = whole.last();
    for (DecodeRange range : ranges) {
      Shown.Run run = Shown.all(VideoDecoder.open(file, video, settings, index, range));
      joined.addAll(run.pictures());
      last = run.last();
      sum = plus(sum, report(last));
      if (ranges.size() > 1) {
        extra = Math.max(extra, run.takenPackets() - run.fedPackets());
        assertTrue(
            run.fedPackets() <= range.endPacket() - range.firstPacket(),
            () -> run.fedPackets() + " packets fed for " + range);
      }
    }
    assertEquals(whole.pictures().size(), joined.size(), "pictures of " + file);
    for (int i = 0; i < joined.size(); i++) {
      assertEquals(whole.pictures().get(i), joined.get(i), "picture of " + file);
    }
    assertEquals(report(whole.last()), sum, "report of " + file);
    return ranges.size();
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
