package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * H.264 (ITU-T H.264, 7.3). Decoding begins at IDR pictures and at recovery points that are exact
 * at once; not at the start of a gradual refresh.
 */
final class H264Syntax implements PacketSyntax {

  private static final int SLICE = 1;
  private static final int LAST_SLICE = 5;
  private static final int IDR = 5;
  private static final int SEI = 6;
  private static final int SPS = 7;
  private static final int PPS = 8;

  /** Enough for the sequence parameters that are read and for a slice header's beginning. */
  private static final int HEAD_BYTES = 64;

  private static final int SEI_BYTES = 4096;

  private final ParameterSets sets = new ParameterSets();
  private final Map<Integer, H264Sequence> sequences = new HashMap<>();
  private final Map<Integer, Integer> sequenceOfPicture = new HashMap<>();
  private final int lengthBytes;

  /**
   * @param extradata an AVC decoder configuration record, or units behind start codes, or nothing
   */
  H264Syntax(byte[] extradata) {
    boolean record = extradata.length > 6 && extradata[0] == 1;
    lengthBytes = record ? (extradata[4] & 3) + 1 : 0;
    if (record) {
      openRecord(ByteBuffer.wrap(extradata));
    } else {
      NalUnits units = new NalUnits(ByteBuffer.wrap(extradata), 0);
      while (units.advance()) {
        open(units);
      }
    }
  }

  /** ISO/IEC 14496-15, 5.3.3.1: sequence sets, then picture sets, each behind 16 bits of length. */
  private void openRecord(ByteBuffer record) {
    int at = 5;
    for (int mask : new int[] {0x1F, 0xFF}) {
      int count = at < record.limit() ? record.get(at) & mask : 0;
      at++;
      for (int i = 0; i < count && at + Short.BYTES <= record.limit(); i++) {
        int bytes = Short.BYTES + Short.toUnsignedInt(record.getShort(at));
        bytes = Math.min(bytes, record.limit() - at);
        NalUnits unit = new NalUnits(record.slice(at, bytes), Short.BYTES);
        if (unit.advance()) {
          open(unit);
        }
        at += bytes;
      }
    }
  }

  private void open(NalUnits unit) {
    int type = unit.byteAt(0) & 0x1F;
    if (type == SPS || type == PPS) {
      sets.open(learn(unit, type), unit.content());
    }
  }

  /** Takes a parameter set's facts; answers under which number it is kept. */
  private int learn(NalUnits unit, int type) {
    ByteBuffer head = unit.payload(HEAD_BYTES);
    if (type == SPS) {
      H264Sequence sequence = H264Sequence.parse(head);
      sequences.put(sequence.id(), sequence);
      return type << 16 | sequence.id();
    }
    Bits bits = new Bits(head, 1);
    int id = bits.golomb();
    sequenceOfPicture.put(id, bits.golomb());
    return type << 16 | id & 0xFFFF;
  }

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    sets.nextPacket();
    boolean exactRecovery = false;
    NalUnits units = new NalUnits(packet, lengthBytes);
    while (units.advance()) {
      int type = units.byteAt(0) & 0x1F;
      if (type == SEI) {
        exactRecovery |= isExactRecovery(units.payload(SEI_BYTES));
      } else if (type == SPS || type == PPS) {
        boolean changed = sets.carry(learn(units, type), units.content());
        if (changed && type == SPS) {
          return PacketTraits.changedParameters();
        }
      } else if (type >= SLICE && type <= LAST_SLICE) {
        if (isField(units.payload(HEAD_BYTES))) {
          return PacketTraits.obstacle("its pictures are coded as two fields each");
        }
        return PacketTraits.shown(key && (type == IDR || exactRecovery) && sets.selfContained());
      }
    }
    return PacketTraits.shown(false);
  }

  /** Annex D, 7.3.2.3.1 and D.1.8: messages of type 6 that recover after 0 frames, exactly. */
  private static boolean isExactRecovery(ByteBuffer sei) {
    int at = 1;
    while (at + 2 < sei.limit()) {
      int[] typeAndSize = new int[2];
      for (int field = 0; field < 2; field++) {
        int next;
        do {
          next = at < sei.limit() ? Byte.toUnsignedInt(sei.get(at)) : 0;
          typeAndSize[field] += next;
          at++;
        } while (next == 0xFF);
      }
      if (typeAndSize[0] == 6) {
        Bits bits = new Bits(sei, at);
        return bits.golomb() == 0 && bits.flag();
      }
      at += typeAndSize[1];
    }
    return false;
  }

  private boolean isField(ByteBuffer slice) {
    Bits bits = new Bits(slice, 1);
    bits.golomb();
    bits.golomb();
    int picture = bits.golomb();
    H264Sequence sequence = sequences.get(sequenceOfPicture.getOrDefault(picture, -1));
    return sequence != null && sequence.isField(bits);
  }
}
