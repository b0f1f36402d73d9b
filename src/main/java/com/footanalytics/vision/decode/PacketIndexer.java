package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.Container;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/** Reads a file's packets once, without decoding, into an index. One thread. */
public final class PacketIndexer {

  private static final long MAX_PACKETS = 2 * ProbeLimits.DEFAULT.maxFrames();

  /** Containers that give back the same packets after a seek. */
  private static final Set<String> SEEKABLE =
      Set.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "mpegts");

  private final VideoInfo video;
  private final Optional<PacketSyntax> syntax;
  private final PacketTable table = new PacketTable();
  private @Nullable String unsplittable;

  private PacketIndexer(VideoInfo video, Optional<PacketSyntax> syntax) {
    this.video = video;
    this.syntax = syntax;
  }

  /**
   * Reads all of a file.
   *
   * @param video what a probe of the same file said
   * @throws DecodeException if the file cannot be opened, is not what the probe saw, or has more
   *     packets than any video
   * @throws InterruptedException if the thread was interrupted
   */
  public static PacketIndex index(Path file, VideoInfo video) throws InterruptedException {
    Container container = VideoDecoder.container(file);
    try (PacketSource source = VideoDecoder.packets(container, video)) {
      AVCodecParameters stream = container.context().streams(video.streamIndex()).codecpar();
      PacketIndex index = new PacketIndexer(video, PacketSyntax.of(stream)).index(source);
      return UncertainParts.resolve(file, video, index);
    }
  }

  private PacketIndex index(PacketSource source) throws InterruptedException {
    if (!SEEKABLE.contains(video.container())) {
      doubt("the container %s is read from its start only".formatted(video.container()));
    }
    if (syntax.isEmpty()) {
      doubt("pictures of %s are decoded in one go".formatted(video.codec()));
    }
    while (source.advance()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (table.count() == MAX_PACKETS) {
        throw new DecodeException("more than %d packets".formatted(MAX_PACKETS));
      }
      add(source.packet());
    }
    if (source.failures() > 0) {
      doubt("a part of the file cannot be read");
    }
    if (table.count() > 0) {
      requireDistinctPts();
    }
    return new PacketIndex(IndexedStream.of(video), table, unsplittable);
  }

  private void add(AVPacket packet) {
    int ordinal = table.count();
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    boolean hidden = (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0;
    boolean damaged = (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
    PacketTraits traits = traits(packet, key);
    if (packet.pts() == avutil.AV_NOPTS_VALUE) {
      doubt("packet %d has no presentation time".formatted(ordinal));
    }
    if (ordinal > 0 && hasNewParameters(packet)) {
      doubt("the container changes the parameters at packet %d".formatted(ordinal));
    }
    traits.obstacle().ifPresent(this::doubt);
    table.add(
        packet.pts(),
        packet.size(),
        packet.pos(),
        (traits.fresh() ? PacketTable.KEY : 0)
            | (hidden || !traits.shown() ? PacketTable.HIDDEN : 0)
            | (damaged ? PacketTable.DAMAGED : 0));
  }

  private PacketTraits traits(AVPacket packet, boolean key) {
    if (syntax.isEmpty()) {
      return PacketTraits.shown(key);
    }
    ByteBuffer bytes =
        packet.size() == 0
            ? ByteBuffer.allocate(0)
            : packet.data().capacity(packet.size()).asByteBuffer();
    return syntax.get().look(bytes, key);
  }

  private static boolean hasNewParameters(AVPacket packet) {
    return avcodec.av_packet_get_side_data(
                packet, avcodec.AV_PKT_DATA_NEW_EXTRADATA, (SizeTPointer) null)
            != null
        || avcodec.av_packet_get_side_data(
                packet, avcodec.AV_PKT_DATA_PARAM_CHANGE, (SizeTPointer) null)
            != null;
  }

  private void requireDistinctPts() {
    PacketIndex index = new PacketIndex(IndexedStream.of(video), table, "not known yet");
    for (long frame = 1; frame < index.shownFrames(); frame++) {
      if (index.ptsOfFrame(frame) == index.ptsOfFrame(frame - 1)) {
        doubt("two pictures have the presentation time %d".formatted(index.ptsOfFrame(frame)));
        return;
      }
    }
  }

  /** The first reason stays. */
  private void doubt(String reason) {
    if (unsplittable == null) {
      unsplittable = reason;
    }
  }
}
