package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * AV1 (bitstream specification, 5.3 to 5.9). A packet is a temporal unit and shows one picture.
 * Decoding begins at a key frame that is shown at once, behind a sequence header.
 */
final class Av1Syntax implements PacketSyntax {

  private static final int SEQUENCE = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;
  private static final int MAX_SIZE_BYTES = 8;

  /** Not shown before, a key frame, shown now. */
  private static final int SHOWN_KEY = 0b0001;

  private @Nullable ByteBuffer sequence;

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    boolean carried = false;
    int at = 0;
    while (at < packet.limit()) {
      int header = packet.get(at);
      int type = header >> 3 & 15;
      at += (header & 4) == 0 ? 1 : 2;
      long bytes = packet.limit() - at;
      if ((header & 2) != 0) {
        bytes = 0;
        int length = 0;
        int group;
        do {
          group = at < packet.limit() ? packet.get(at) : 0;
          bytes |= (long) (group & 0x7F) << 7 * length;
          length++;
          at++;
        } while ((group & 0x80) != 0 && length < MAX_SIZE_BYTES);
      }
      if (bytes < 0 || bytes > packet.limit() - at) {
        return PacketTraits.shown(false);
      }
      if (type == SEQUENCE) {
        carried = true;
        byte[] content = new byte[(int) bytes];
        packet.get(at, content);
        ByteBuffer now = ByteBuffer.wrap(content);
        if (sequence != null && !sequence.equals(now)) {
          return PacketTraits.changedParameters();
        }
        sequence = now;
      } else if ((type == FRAME || type == FRAME_HEADER) && bytes > 0) {
        boolean shownKey = (packet.get(at) >> 4 & 15) == SHOWN_KEY;
        return PacketTraits.shown(key && carried && shownKey);
      }
      at += (int) bytes;
    }
    return PacketTraits.shown(false);
  }
}
