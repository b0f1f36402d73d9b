package com.footanalytics.vision.decode;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The packets of one range of an indexed file: from its key packet on, without the leading pictures
 * of that, which belong to what lies before. Every packet is compared with the index; one that is
 * not as indexed ends the reading. Owns the source. One thread.
 */
final class RangePackets implements Packets {

  private final PacketSource source;
  private final PacketTable table;
  private final DecodeRange range;
  private int next;
  private Optional<String> breach = Optional.empty();

  /**
   * @param source at its first packet
   * @param range one of the index's own
   */
  RangePackets(PacketSource source, PacketIndex index, DecodeRange range) {
    this.source = source;
    this.table = index.table();
    this.range = range;
  }

  @Override
  public boolean advance() throws InterruptedException {
    while (next < range.endPacket()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!source.advance()) {
        return breach("reading broke off before packet %d of %d");
      }
      if (!isAsIndexed(source.packet(), next)) {
        return breach("packet %d of %d is not as indexed (remedy: index the file again)");
      }
      next++;
      if (next > range.firstPacket() && !isLeading(source.packet())) {
        return true;
      }
    }
    return false;
  }

  private boolean breach(String how) {
    breach = Optional.of(how.formatted(next, table.count()));
    return false;
  }

  private boolean isAsIndexed(AVPacket packet, int ordinal) {
    return packet.pts() == table.ptsTicks(ordinal) && packet.size() == table.sizeBytes(ordinal);
  }

  private boolean isLeading(AVPacket packet) {
    return range.firstPacket() > 0
        && packet.pts() < table.ptsTicks(Math.toIntExact(range.firstPacket()));
  }

  @Override
  public AVPacket packet() {
    return source.packet();
  }

  @Override
  public long failures() {
    return 0;
  }

  @Override
  public long waitedNanos() {
    return source.waitedNanos();
  }

  @Override
  public Optional<String> breach() {
    return breach;
  }

  @Override
  public void close() {
    source.close();
  }
}
