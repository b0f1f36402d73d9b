package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;

/**
 * VP9 (bitstream specification, 6.2 and annex B). Decoding begins at key frames; a packet that is a
 * frame for reference only shows nothing, one that holds several frames shows the last.
 */
final class Vp9Syntax implements PacketSyntax {

  private static final int FRAME_MARKER = 2;
  private static final int SRGB = 7;
  private static final int NO_SIZE = -1;

  private int size = NO_SIZE;

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    Bits bits = new Bits(packet, 0);
    if (bits.bits(2) != FRAME_MARKER) {
      return PacketTraits.shown(false);
    }
    int profile = bits.bit() | bits.bit() << 1;
    if (profile == 3) {
      bits.skip(1);
    }
    if (bits.flag()) {
      return PacketTraits.shown(false);
    }
    boolean fresh = !bits.flag();
    boolean shown = bits.flag() || isSuperframe(packet);
    if (fresh) {
      bits.skip(1);
      int now = size(bits, profile);
      if (size != NO_SIZE && size != now) {
        return PacketTraits.changedParameters();
      }
      size = now;
    }
    return shown ? PacketTraits.shown(key && fresh) : PacketTraits.unseen(key && fresh);
  }

  private static int size(Bits bits, int profile) {
    bits.skip(24);
    if (profile >= 2) {
      bits.skip(1);
    }
    boolean subsampling = (profile & 1) == 1;
    if (bits.bits(3) == SRGB) {
      bits.skip(subsampling ? 1 : 0);
    } else {
      bits.skip(subsampling ? 4 : 1);
    }
    return bits.bits(16) << 16 | bits.bits(16);
  }

  private static boolean isSuperframe(ByteBuffer packet) {
    int last = Byte.toUnsignedInt(packet.get(packet.limit() - 1));
    if (last >> 5 != 6) {
      return false;
    }
    int indexBytes = 2 + ((last >> 3 & 3) + 1) * ((last & 7) + 1);
    return packet.limit() >= indexBytes
        && Byte.toUnsignedInt(packet.get(packet.limit() - indexBytes)) == last;
  }
}
