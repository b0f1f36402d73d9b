package com.footanalytics.vision.decode;

/**
 * The ways to come close to a packet without reading all that lies before it: by time where the
 * container keeps a list of its key packets, by byte in transport streams, which can be read from
 * anywhere. Each attempt aims earlier than the one before.
 */
final class Approach {

  static final int ATTEMPTS = 2;

  /** Packets to aim before the one that is wanted. */
  private static final int[] PACKETS_EARLIER = {8, 256};

  /** Key packets to aim before the one that is wanted. */
  private static final int[] KEYS_EARLIER = {0, 2};

  /** Packets after a landing that may be incomplete or unknown. */
  private static final int MAX_STRANGE = 64;

  private final PacketTable table;
  private final int wanted;
  private final boolean byByte;

  Approach(PacketIndex index, int wanted) {
    this.table = index.table();
    this.wanted = wanted;
    this.byByte = index.stream().readFromAnywhere();
  }

  /**
   * Moves a source to the wanted packet or to one before it, and reads that.
   *
   * @param attempt from 0
   * @return which packet was read; -1 if the attempt failed
   */
  int land(PacketSource source, int attempt) throws InterruptedException {
    boolean moved =
        byByte
            ? source.seekByte(table.position(packetBefore(PACKETS_EARLIER[attempt])))
            : source.seekTime(table.ptsTicks(keyBefore(KEYS_EARLIER[attempt])));
    if (!moved) {
      return -1;
    }
    for (int read = 0; read < MAX_STRANGE && source.advance(); read++) {
      int landed = table.lastAt(wanted, source.packet());
      if (landed >= 0) {
        return landed;
      }
    }
    return -1;
  }

  /** So many packets before the wanted one, or a little earlier where that has no position. */
  private int packetBefore(int packets) {
    int packet = Math.max(0, wanted - packets);
    while (packet > 0 && table.position(packet) < 0) {
      packet--;
    }
    return packet;
  }

  private int keyBefore(int keys) {
    int packet = wanted;
    int left = keys;
    while (left > 0 && packet > 0) {
      packet--;
      left -= table.isKey(packet) ? 1 : 0;
    }
    return packet;
  }
}
