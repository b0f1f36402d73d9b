package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * MPEG-1 and MPEG-2 (ISO/IEC 13818-2, 6.2). Decoding begins at an intra picture behind a sequence
 * header, which resets the quantiser matrices.
 */
final class Mpeg2Syntax implements PacketSyntax {

  private static final int SEQUENCE = 0xB3;
  private static final int PICTURE = 0x00;
  private static final int INTRA = 1;

  /** Width, height, aspect and frame rate. */
  private static final int SIZE_BYTES = 4;

  private @Nullable ByteBuffer size;

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    boolean sequence = false;
    NalUnits codes = new NalUnits(packet, 0);
    while (codes.advance()) {
      switch (codes.byteAt(0)) {
        case SEQUENCE -> {
          sequence = true;
          ByteBuffer now = codes.content().slice(1, SIZE_BYTES);
          if (size != null && !size.equals(now)) {
            return PacketTraits.changedParameters();
          }
          size = now;
        }
        case PICTURE -> {
          boolean intra = (codes.byteAt(2) >> 3 & 7) == INTRA;
          return PacketTraits.shown(key && sequence && intra);
        }
        default -> {}
      }
    }
    return PacketTraits.shown(false);
  }
}
