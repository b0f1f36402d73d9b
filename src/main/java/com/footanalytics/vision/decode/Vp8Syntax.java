package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;

/** VP8 (RFC 6386, 9.1). Decoding begins at key frames; frames may be there for reference only. */
final class Vp8Syntax implements PacketSyntax {

  private static final int SIZE_AT = 6;
  private static final int KEY_HEADER_BYTES = 10;
  private static final int NO_SIZE = -1;

  private int size = NO_SIZE;

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    if (packet.limit() == 0) {
      return PacketTraits.unseen(false);
    }
    boolean fresh = (packet.get(0) & 1) == 0;
    boolean shown = (packet.get(0) >> 4 & 1) == 1;
    if (fresh && packet.limit() >= KEY_HEADER_BYTES) {
      int now = packet.getInt(SIZE_AT);
      if (size != NO_SIZE && size != now) {
        return PacketTraits.changedParameters();
      }
      size = now;
    }
    return shown ? PacketTraits.shown(key && fresh) : PacketTraits.unseen(key && fresh);
  }
}
