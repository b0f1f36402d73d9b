package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.Av1Units;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * AV1 (bitstream specification, 5.3 to 5.9). A packet is a temporal unit and shows one picture.
 * Decoding begins at a key frame that is shown at once, behind a sequence header.
 */
final class Av1Syntax implements PacketSyntax {

  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;

  /** Not shown before, a key frame, shown now. */
  private static final int SHOWN_KEY = 0b0001;

  private @Nullable ByteBuffer sequence;

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    boolean carried = false;
    Av1Units units = new Av1Units(packet);
    while (units.advance()) {
      int type = units.type();
      ByteBuffer content = units.content();
      if (type == Av1Units.SEQUENCE) {
        carried = true;
        ByteBuffer now = ByteBuffer.allocate(content.limit()).put(content).flip();
        if (sequence != null && !sequence.equals(now)) {
          return PacketTraits.changedParameters();
        }
        sequence = now;
      } else if ((type == FRAME || type == FRAME_HEADER) && content.limit() > 0) {
        boolean shownKey = (content.get(0) >> 4 & 15) == SHOWN_KEY;
        return PacketTraits.shown(key && carried && shownKey);
      }
    }
    return PacketTraits.shown(false);
  }
}
