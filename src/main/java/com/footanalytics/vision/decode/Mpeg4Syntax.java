package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** MPEG-4 Part 2 (ISO/IEC 14496-2, 6.2). Decoding begins at intra pictures. */
final class Mpeg4Syntax implements PacketSyntax {

  private static final int FIRST_LAYER = 0x20;
  private static final int LAST_LAYER = 0x2F;
  private static final int PICTURE = 0xB6;
  private static final int INTRA = 0;
  private static final int HEAD_BYTES = 32;
  private static final int EXTENDED_ASPECT = 15;

  private @Nullable ByteBuffer layer;
  private boolean layerInPackets;
  private int incrementBits;

  /**
   * @param extradata headers in front of the first picture, or nothing
   */
  Mpeg4Syntax(byte[] extradata) {
    NalUnits codes = new NalUnits(ByteBuffer.wrap(extradata), 0);
    while (codes.advance()) {
      if (isLayer(codes)) {
        learn(codes);
      }
    }
  }

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    layerInPackets |= layer == null;
    boolean carried = false;
    int pictures = 0;
    boolean intra = false;
    NalUnits codes = new NalUnits(packet, 0);
    while (codes.advance()) {
      if (isLayer(codes)) {
        carried = true;
        if (layer != null && !layer.equals(codes.content())) {
          return PacketTraits.changedParameters();
        }
        learn(codes);
      } else if (codes.byteAt(0) == PICTURE) {
        pictures++;
        intra = codes.byteAt(1) >> 6 == INTRA;
        if (!isCoded(codes)) {
          return PacketTraits.obstacle("some of its packets repeat the picture before");
        }
      }
    }
    if (pictures != 1) {
      return PacketTraits.obstacle("some of its packets hold %d pictures".formatted(pictures));
    }
    return PacketTraits.shown(key && intra && (carried || !layerInPackets));
  }

  private static boolean isLayer(NalUnits code) {
    return code.byteAt(0) >= FIRST_LAYER && code.byteAt(0) <= LAST_LAYER;
  }

  /** 6.2.3: as far as the resolution of a picture's time, which has as many bits as it needs. */
  private void learn(NalUnits code) {
    layer = code.content();
    Bits bits = new Bits(code.payload(HEAD_BYTES), 1);
    bits.skip(9);
    if (bits.flag()) {
      bits.skip(7);
    }
    if (bits.bits(4) == EXTENDED_ASPECT) {
      bits.skip(16);
    }
    if (bits.flag()) {
      bits.skip(3);
      if (bits.flag()) {
        bits.skip(79);
      }
    }
    bits.skip(3);
    int resolution = bits.bits(16);
    incrementBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(resolution - 1));
  }

  /** 6.2.5: type, whole seconds as ones, marker, time, marker, coded. */
  private boolean isCoded(NalUnits code) {
    Bits bits = new Bits(code.payload(HEAD_BYTES), 1);
    bits.skip(2);
    while (bits.flag()) {
      if (bits.exhausted()) {
        return true;
      }
    }
    bits.skip(1 + incrementBits + 1);
    return bits.flag() || bits.exhausted();
  }
}
