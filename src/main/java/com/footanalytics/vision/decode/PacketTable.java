package com.footanalytics.vision.decode;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Packets of one stream in file order, a few bytes each. Grows by one owner, then only read. */
final class PacketTable {

  /** The decoder can begin at the packet. */
  static final int KEY = 1;

  /** The packet's picture is not shown. */
  static final int HIDDEN = 2;

  /** The container says that a part of the packet is missing or wrong. */
  static final int DAMAGED = 4;

  private static final int FIRST_ROWS = 1024;

  private long[] ptsTicks = new long[FIRST_ROWS];
  private long[] positions = new long[FIRST_ROWS];
  private int[] sizes = new int[FIRST_ROWS];
  private byte[] flags = new byte[FIRST_ROWS];
  private int count;

  /**
   * Appends a packet.
   *
   * @param ptsTicks FFmpeg's {@code AV_NOPTS_VALUE} if it has none
   * @param sizeBytes bytes of its content
   * @param position where it lies in the file, in bytes; negative if that is not known
   * @param flags the sum of {@link #KEY}, {@link #HIDDEN} and {@link #DAMAGED}, as far as they hold
   */
  void add(long ptsTicks, int sizeBytes, long position, int flags) {
    if (count == this.ptsTicks.length) {
      resize(count + (count >> 1));
    }
    this.ptsTicks[count] = ptsTicks;
    this.positions[count] = position;
    this.sizes[count] = sizeBytes;
    this.flags[count] = (byte) flags;
    count++;
  }

  /** The picture of that row turned out not to be shown. */
  void hide(int row) {
    flags[row] |= HIDDEN;
  }

  /** Gives back the room for packets that did not come. */
  void trim() {
    resize(count);
  }

  private void resize(int rows) {
    ptsTicks = Arrays.copyOf(ptsTicks, rows);
    positions = Arrays.copyOf(positions, rows);
    sizes = Arrays.copyOf(sizes, rows);
    flags = Arrays.copyOf(flags, rows);
  }

  /** Whether a packet that was read is the one in that row. */
  boolean isAt(int row, AVPacket packet) {
    return packet.pts() == ptsTicks[row]
        && packet.size() == sizes[row]
        && packet.pos() == positions[row];
  }

  /** The last row up to {@code row} in which a packet that was read stands; -1 if there is none. */
  int lastAt(int row, AVPacket packet) {
    int at = row;
    while (at >= 0 && !isAt(at, packet)) {
      at--;
    }
    return at;
  }

  int count() {
    return count;
  }

  long ptsTicks(int packet) {
    return ptsTicks[packet];
  }

  int sizeBytes(int packet) {
    return sizes[packet];
  }

  long position(int packet) {
    return positions[packet];
  }

  int flags(int packet) {
    return flags[packet];
  }

  boolean isKey(int packet) {
    return (flags[packet] & KEY) != 0;
  }

  boolean isHidden(int packet) {
    return (flags[packet] & HIDDEN) != 0;
  }

  boolean isDamaged(int packet) {
    return (flags[packet] & DAMAGED) != 0;
  }
}
