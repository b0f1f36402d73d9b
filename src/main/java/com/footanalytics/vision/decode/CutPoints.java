package com.footanalytics.vision.decode;

import java.util.stream.IntStream;

/**
 * The key packets at which a video can be cut in two so that every picture can be decoded on one
 * side: all packets in front have earlier pts, and the later packets with earlier pts (the leading
 * pictures of an open group) come before any other key packet. Immutable.
 */
final class CutPoints {

  private final int[] keys;
  private final int[] endsOfLeading;

  private CutPoints(int[] keys, int[] endsOfLeading) {
    this.keys = keys;
    this.endsOfLeading = endsOfLeading;
  }

  /** The cut points after the first packet of a table in which every packet has a pts. */
  static CutPoints of(PacketTable table) {
    int count = table.count();
    long[] earliestFrom = new long[count + 1];
    earliestFrom[count] = Long.MAX_VALUE;
    for (int packet = count - 1; packet >= 0; packet--) {
      earliestFrom[packet] = Math.min(earliestFrom[packet + 1], table.ptsTicks(packet));
    }
    IntStream.Builder keys = IntStream.builder();
    IntStream.Builder ends = IntStream.builder();
    long latestBefore = Long.MIN_VALUE;
    for (int packet = 0; packet < count; packet++) {
      long ptsTicks = table.ptsTicks(packet);
      if (packet > 0 && table.isKey(packet) && !table.isHidden(packet) && latestBefore < ptsTicks) {
        int end = packet + 1;
        while (end < count && earliestFrom[end] < ptsTicks && !table.isKey(end)) {
          end++;
        }
        if (earliestFrom[end] > ptsTicks) {
          keys.add(packet);
          ends.add(end);
        }
      }
      latestBefore = Math.max(latestBefore, ptsTicks);
    }
    return new CutPoints(keys.build().toArray(), ends.build().toArray());
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
