package com.footanalytics.vision.decode;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The packets of one range of an indexed file: from its key packet on, without the leading pictures
 * of that, which belong to what lies before. Every packet is compared with the index; one that is
 * not as indexed ends the reading. Owns the source. One thread.
 */
final class RangePackets implements Packets {

  private final Supplier<PacketSource> atStart;
  private final PacketTable table;
  private final DecodeRange range;
  private final int firstPacket;
  private final Approach approach;
  private PacketSource source;
  private int next;
  private boolean placed;
  private boolean held;
  private Optional<String> breach = Optional.empty();

  /**
   * @param source at its first packet
   * @param atStart opens the same file once more, at its first packet
   * @param range cut out of the index
   */
  RangePackets(
      PacketSource source, Supplier<PacketSource> atStart, PacketIndex index, DecodeRange range) {
    this.source = source;
    this.atStart = atStart;
    this.table = index.table();
    this.range = range;
    this.firstPacket = Math.toIntExact(range.firstPacket());
    this.approach = new Approach(index, firstPacket);
  }

  @Override
  public boolean advance() throws InterruptedException {
    if (!placed) {
      next = place();
      placed = true;
    }
    while (next < range.endPacket()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!held && !source.advance()) {
        return breach("the file breaks off before packet %d of %d, which was indexed");
      }
      held = false;
      if (!table.isAt(next, source.packet())) {
        return breach("packet %d of %d is not as indexed (remedy: index the file again)");
      }
      next++;
      if (next > firstPacket && !isLeading(source.packet())) {
        return true;
      }
    }
    return false;
  }

  /** Goes near the first packet; answers which packet comes next. */
  private int place() throws InterruptedException {
    if (firstPacket == 0) {
      return 0;
    }
    for (int attempt = 0; attempt < Approach.ATTEMPTS; attempt++) {
      int landed = approach.land(source, attempt);
      if (landed >= 0) {
        held = true;
        return landed;
      }
    }
    source.close();
    source = atStart.get();
    return 0;
  }

  private boolean breach(String how) {
    breach = Optional.of(how.formatted(next, table.count()));
    return false;
  }

  private boolean isLeading(AVPacket packet) {
    return firstPacket > 0 && packet.pts() < table.ptsTicks(firstPacket);
  }

  @Override
  public AVPacket packet() {
    return source.packet();
  }

  @Override
  public long taken() {
    return source.taken();
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
