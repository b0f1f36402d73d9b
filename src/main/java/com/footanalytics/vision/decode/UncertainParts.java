package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parts of a file of which only a decoder can tell which packets give a picture: those with damaged
 * packets, and a beginning that depends on packets that are missing, as recordings have it that
 * begin anywhere. These parts are decoded; the pictures that do not come are marked as hidden.
 */
final class UncertainParts {

  /** As much as is decoded for it, all in all. */
  private static final long MAX_PACKETS = 2000;

  private static final DecodeSettings SETTINGS = new DecodeSettings(1, 1, Long.MAX_VALUE);

  private UncertainParts() {}

  /** The index itself, or one that knows which pictures come of these parts. */
  static PacketIndex resolve(Path file, VideoInfo video, PacketIndex index)
      throws InterruptedException {
    if (index.unsplittable().isPresent()) {
      return index;
    }
    PacketTable table = index.table();
    List<DecodeRange> uncertain =
        index.parts().stream().filter(part -> isUncertain(table, part)).toList();
    if (uncertain.isEmpty()) {
      return index;
    }
    long packets = uncertain.stream().mapToLong(p -> p.endPacket() - p.firstPacket()).sum();
    if (packets > MAX_PACKETS || uncertain.contains(DecodeRange.WHOLE)) {
      return new PacketIndex(
          index.stream(), table, "too much of it is damaged or depends on what is missing");
    }
    for (DecodeRange part : uncertain) {
      try (VideoDecoder decoder = VideoDecoder.open(file, video, SETTINGS, index, part)) {
        hideWhatDoesNotCome(decoder, part, table);
      }
    }
    return new PacketIndex(index.stream(), table, null);
  }

  private static boolean isUncertain(PacketTable table, DecodeRange part) {
    boolean beginning = part.firstPacket() == 0;
    if (beginning && table.count() > 0 && !table.isKey(0)) {
      return true;
    }
    long end = Math.min(part.endPacket(), table.count());
    for (int packet = (int) part.firstPacket(); packet < end; packet++) {
      boolean early = beginning && table.ptsTicks(packet) < table.ptsTicks(0);
      if (table.isDamaged(packet) || early && !table.isHidden(packet)) {
        return true;
      }
    }
    return false;
  }

  private static void hideWhatDoesNotCome(VideoDecoder decoder, DecodeRange part, PacketTable table)
      throws InterruptedException {
    Set<Long> came = new HashSet<>();
    while (decoder.next() instanceof Decoded.Picture(Frame frame)) {
      try (frame) {
        came.add(frame.ptsTicks());
      }
    }
    for (int packet = (int) part.firstPacket(); packet < part.endPacket(); packet++) {
      long ptsTicks = table.ptsTicks(packet);
      if (part.shows(ptsTicks) && !came.contains(ptsTicks)) {
        table.hide(packet);
      }
    }
  }
}
