package com.footanalytics.vision.decode;

import java.util.Optional;

/**
 * What the bytes of one packet say.
 *
 * @param fresh whether a decoder that is given this packet first decodes it, and all that follows
 *     it in file and presentation order, exactly
 * @param shown whether a picture comes of it
 * @param obstacle why the stream cannot be cut at all, in words
 */
record PacketTraits(boolean fresh, boolean shown, Optional<String> obstacle) {

  /** A packet of which a picture comes. */
  static PacketTraits shown(boolean fresh) {
    return new PacketTraits(fresh, true, Optional.empty());
  }

  /** A packet of which only later pictures are made. */
  static PacketTraits unseen(boolean fresh) {
    return new PacketTraits(fresh, false, Optional.empty());
  }

  static PacketTraits obstacle(String reason) {
    return new PacketTraits(false, true, Optional.of(reason));
  }

  static PacketTraits changedParameters() {
    return obstacle("the size or another parameter of its pictures changes");
  }
}
