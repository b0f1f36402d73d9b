package com.footanalytics.vision.decode;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;

/** Videos of a few seconds whose packets depend on each other in every way that occurs. */
final class RangeClips {

  static final int TRANSPORT_PACKET_BYTES = 188;

  private static final int FRAMES = 80;
  private static final long WRAP_SECONDS = (1L << 33) / 90_000;

  private RangeClips() {}

  private static ClipTrack mpeg2() {
    return ClipTrack.of("mpeg2video", 96, 64, FRAMES).option("bf", "2");
  }

  private static ClipTrack mpeg4() {
    return ClipTrack.of("mpeg4", 96, 64, FRAMES).option("bf", "2");
  }

  /** Groups whose leading pictures need the group before; pictures of 3600 ticks from 3600 on. */
  static Path openGroups() {
    return TestingClips.make("open-groups.ts", mpeg2());
  }

  static Path closedGroups() {
    return TestingClips.make(
        "closed-groups.ts", mpeg2().option("flags", "+cgop").option("sc_threshold", "1000000000"));
  }

  /** The 33 bits of a transport stream's clock overflow after a second. */
  static Path wrapAround() {
    return TestingClips.make(
        "wrap-around.ts", "mpegts", Map.of("output_ts_offset", WRAP_SECONDS - 2 + ""), 0, mpeg2());
  }

  /** Coded from a second before time 0 on; an edit list hides that. */
  static Path hiddenBeginning() {
    Long[] pts = LongStream.range(-25, FRAMES - 25).boxed().toArray(Long[]::new);
    return TestingClips.make("hidden-beginning.mp4", mpeg4().pts(25, pts));
  }

  static Path irregular() {
    Long[] pts =
        LongStream.range(0, FRAMES).map(n -> n * 30 + n * n % 29).boxed().toArray(Long[]::new);
    return TestingClips.make("irregular.mkv", mpeg4().pts(1000, pts));
  }

  /** A transport stream of open groups without the packets before byte {@code from}. */
  static Path recordedFrom(String name, int fromTransportPacket) {
    return transportPackets(
        name, openGroups(), (number, _) -> number < 3 || number >= fromTransportPacket);
  }

  /** A copy with those transport packets, counted from 0, that are kept. */
  static Path transportPackets(String name, Path whole, BiPredicate<Integer, byte[]> kept) {
    return TestingClips.file(
        name,
        file -> {
          byte[] bytes = Files.readAllBytes(whole);
          try (var out = Files.newOutputStream(file)) {
            for (int at = 0; at < bytes.length; at += TRANSPORT_PACKET_BYTES) {
              byte[] packet = java.util.Arrays.copyOfRange(bytes, at, at + TRANSPORT_PACKET_BYTES);
              if (kept.test(at / TRANSPORT_PACKET_BYTES, packet)) {
                out.write(packet);
              }
            }
          }
        });
  }

  /** Ordinal of the transport packet in which a picture's packet begins. */
  static int transportPacketOf(PacketIndex index, int packet) {
    return Math.toIntExact(index.table().position(packet) / TRANSPORT_PACKET_BYTES);
  }

  /** All that can be cut. */
  static Stream<Path> splittable() {
    List<Path> files = new ArrayList<>();
    files.add(openGroups());
    files.add(closedGroups());
    files.add(wrapAround());
    files.add(hiddenBeginning());
    files.add(irregular());
    for (String container : List.of("ts", "fragmented.mp4", "index-first.mp4", "mkv", "live.mkv")) {
      files.add(TestingClips.movingSquares(container));
    }
    files.add(TestingClips.make("h264.mp4", ClipTrack.of("libopenh264", 96, 64, FRAMES)));
    files.add(TestingClips.make("h264.ts", ClipTrack.of("libopenh264", 96, 64, FRAMES)));
    files.add(TestingClips.make("with-sound.mkv", "matroska", Map.of(), 32, mpeg4()));
    files.add(
        TestingClips.make(
            "vp8.mkv",
            ClipTrack.of("libvpx", 96, 64, FRAMES)
                .option("auto-alt-ref", "1")
                .option("lag-in-frames", "10")
                .option("cpu-used", "8")));
    files.add(
        TestingClips.make(
            "vp9.mkv",
            ClipTrack.of("libvpx-vp9", 96, 64, FRAMES)
                .option("auto-alt-ref", "1")
                .option("lag-in-frames", "12")
                .option("cpu-used", "8")));
    files.add(
        TestingClips.make(
            "av1.mp4",
            ClipTrack.of("libaom-av1", 96, 64, 40)
                .option("g", "16")
                .option("lag-in-frames", "12")
                .option("cpu-used", "8")));
    files.add(
        TestingClips.make(
            "intra-only.mov",
            ClipTrack.of("mjpeg", 96, 64, FRAMES).pixelFormat(avutil.AV_PIX_FMT_YUVJ420P)));
    files.add(TestingClips.make("lossless.mkv", ClipTrack.of("ffv1", 96, 64, FRAMES)));
    files.add(recordedFrom("recorded-in-a-group.ts", 60));
    files.add(recordedFrom("recorded-at-a-group.ts", startOfGroup(2)));
    return files.stream();
  }

  private static int startOfGroup(int group) {
    try {
      PacketIndex index = PacketIndexer.index(openGroups(), Decoding.probe(openGroups()));
      return transportPacketOf(index, Math.toIntExact(index.parts().get(group).firstPacket()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
