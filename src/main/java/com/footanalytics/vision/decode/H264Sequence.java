package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * What a sequence parameter set of H.264 says about slice headers (ITU-T H.264, 7.3.2.1.1, 7.3.3).
 *
 * @param id under which picture parameter sets name it
 * @param separatePlanes whether colour planes are coded one by one
 * @param frameNumberBits bits of a frame number
 * @param framesOnly whether no picture is coded as fields
 */
record H264Sequence(int id, boolean separatePlanes, int frameNumberBits, boolean framesOnly) {

  private static final Set<Integer> PROFILES_WITH_CHROMA =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

  private static final int ANY_CHROMA = 3;
  private static final int MAX_REFERENCES_IN_CYCLE = 255;

  /**
   * Reads a set.
   *
   * @param unit from its header byte on
   */
  static H264Sequence parse(ByteBuffer unit) {
    Bits bits = new Bits(unit, 1);
    int profile = bits.bits(8);
    bits.skip(16);
    int id = bits.golomb() & 0xFFFF;
    boolean separatePlanes = false;
    if (PROFILES_WITH_CHROMA.contains(profile)) {
      int chroma = bits.golomb();
      separatePlanes = chroma == ANY_CHROMA && bits.flag();
      bits.golomb();
      bits.golomb();
      bits.skip(1);
      if (bits.flag()) {
        skipScalingLists(bits, chroma == ANY_CHROMA ? 12 : 8);
      }
    }
    int frameNumberBits = 4 + bits.golomb();
    skipOrder(bits);
    bits.golomb();
    bits.skip(1);
    bits.golomb();
    bits.golomb();
    boolean framesOnly = bits.flag();
    return new H264Sequence(id, separatePlanes, frameNumberBits, framesOnly || bits.exhausted());
  }

  private static void skipScalingLists(Bits bits, int lists) {
    for (int list = 0; list < lists; list++) {
      if (bits.flag()) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < (list < 6 ? 16 : 64); i++) {
          if (next != 0) {
            next = last + signed(bits.golomb()) & 0xFF;
          }
          last = next == 0 ? last : next;
        }
      }
    }
  }

  private static int signed(int code) {
    return (code & 1) == 1 ? code + 1 >>> 1 : -(code >>> 1);
  }

  private static void skipOrder(Bits bits) {
    int type = bits.golomb();
    if (type == 0) {
      bits.golomb();
    } else if (type == 1) {
      bits.skip(1);
      bits.golomb();
      bits.golomb();
      int references = Math.min(bits.golomb(), MAX_REFERENCES_IN_CYCLE);
      for (int i = 0; i < references; i++) {
        bits.golomb();
      }
    }
  }

  /**
   * Whether a slice is part of a field.
   *
   * @param header after the number of the picture parameter set
   */
  boolean isField(Bits header) {
    if (framesOnly) {
      return false;
    }
    header.skip(frameNumberBits + (separatePlanes ? 2 : 0));
    return header.flag();
  }
}
