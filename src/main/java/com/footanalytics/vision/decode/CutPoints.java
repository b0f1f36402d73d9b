package com.footanalytics.vision.decode;

import java.util.stream.IntStream;

/**
 * The key packets at which a video can be cut in two so that every picture can be decoded on one
 * side: all packets in front have earlier pts, and the later packets with earlier pts (the leading
 * pictures of an open group) come before any other key packet. Nothing is damaged from the key
 * packet before to the one after, so that no concealed damage reaches across. Immutable.
 */
final class CutPoints {

  private final int[] keys;
  private final int[] endsOfLeading;

  private CutPoints(int[] keys, int[] endsOfLeading) {
    this.keys = keys;
    this.endsOfLeading = endsOfLeading;
  }

  /**
   * The cut points after the first packet of a table in which every packet has a pts. Where that is
   * no key packet, it counts as damaged.
   */
  static CutPoints of(PacketTable table) {
    int count = table.count();
    long[] earliestFrom = earliestFrom(table);
    IntStream.Builder keys = IntStream.builder();
    IntStream.Builder ends = IntStream.builder();
    long latestBefore = Long.MIN_VALUE;
    boolean cleanBefore = count > 0 && table.isKey(0);
    for (int packet = 0; packet < count; packet++) {
      long ptsTicks = table.ptsTicks(packet);
      if (packet > 0 && table.isKey(packet)) {
        int end = packet + 1;
        while (end < count && earliestFrom[end] < ptsTicks && !table.isKey(end)) {
          end++;
        }
        boolean apart = latestBefore < ptsTicks && earliestFrom[end] > ptsTicks;
        if (apart && cleanBefore && !table.isHidden(packet) && isClean(table, packet)) {
          keys.add(packet);
          ends.add(end);
        }
        cleanBefore = true;
      }
      cleanBefore &= !table.isDamaged(packet);
      latestBefore = Math.max(latestBefore, ptsTicks);
    }
    return new CutPoints(keys.build().toArray(), ends.build().toArray());
  }

  /** For every packet, the earliest pts from it to the end. */
  private static long[] earliestFrom(PacketTable table) {
    long[] earliest = new long[table.count() + 1];
    earliest[table.count()] = Long.MAX_VALUE;
    for (int packet = table.count() - 1; packet >= 0; packet--) {
      earliest[packet] = Math.min(earliest[packet + 1], table.ptsTicks(packet));
    }
    return earliest;
  }

  /** Whether nothing is damaged from a key packet to the next. */
  private static boolean isClean(PacketTable table, int key) {
    int packet = key;
    while (packet < table.count() && (packet == key || !table.isKey(packet))) {
      if (table.isDamaged(packet)) {
        return false;
      }
      packet++;
    }
    return true;
  }

  /** No cut points. */
  static CutPoints none() {
    return new CutPoints(new int[0], new int[0]);
  }

  int count() {
    return keys.length;
  }

  /** Ordinal of the key packet of a cut point; these rise, and so do the pts of the packets. */
  int packet(int cut) {
    return keys[cut];
  }

  /** Ordinal after the last packet that whoever decodes what lies before the cut needs. */
  int endOfBefore(int cut) {
    return endsOfLeading[cut];
  }

  /** The last cut point whose key packet has that pts or an earlier one; -1 if there is none. */
  int lastAtOrBefore(PacketTable table, long ptsTicks) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (table.ptsTicks(keys[middle]) <= ptsTicks) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
