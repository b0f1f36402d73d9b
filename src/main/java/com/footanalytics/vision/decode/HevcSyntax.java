package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;

/** HEVC (ITU-T H.265, 7.3). Decoding begins at IRAP pictures: IDR, CRA, BLA. */
final class HevcSyntax implements PacketSyntax {

  private static final int FIRST_IRAP = 16;
  private static final int LAST_IRAP = 21;
  private static final int FIRST_NOT_A_SLICE = 32;
  private static final int VPS = 32;
  private static final int PPS = 34;
  private static final int HEADER_BYTES = 2;
  private static final int HEAD_BYTES = 16;

  private final ParameterSets sets = new ParameterSets();
  private final int lengthBytes;

  /**
   * @param extradata an HEVC decoder configuration record, or units behind start codes, or nothing
   */
  HevcSyntax(byte[] extradata) {
    boolean startCode =
        extradata.length > 2 && extradata[0] == 0 && extradata[1] == 0 && extradata[2] <= 1;
    boolean record = extradata.length > 22 && !startCode;
    lengthBytes = record ? (extradata[21] & 3) + 1 : 0;
    if (record) {
      openRecord(ByteBuffer.wrap(extradata));
    } else {
      NalUnits units = new NalUnits(ByteBuffer.wrap(extradata), 0);
      while (units.advance()) {
        open(units);
      }
    }
  }

  /** ISO/IEC 14496-15, 8.3.3.1: arrays of units, each behind 16 bits of length. */
  private void openRecord(ByteBuffer record) {
    int at = 23;
    for (int array = record.get(22) & 0xFF; array > 0; array--) {
      int count = at + 3 <= record.limit() ? Short.toUnsignedInt(record.getShort(at + 1)) : 0;
      at += 3;
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
    int type = type(unit);
    if (isBase(unit) && type >= VPS && type <= PPS) {
      sets.open(id(unit, type), unit.content());
    }
  }

  @Override
  public PacketTraits look(ByteBuffer packet, boolean key) {
    sets.nextPacket();
    NalUnits units = new NalUnits(packet, lengthBytes);
    while (units.advance()) {
      int type = type(units);
      if (!isBase(units)) {
        continue;
      }
      if (type < FIRST_NOT_A_SLICE) {
        boolean irap = type >= FIRST_IRAP && type <= LAST_IRAP;
        return PacketTraits.shown(key && irap && sets.selfContained());
      }
      if (type <= PPS && sets.carry(id(units, type), units.content()) && type < PPS) {
        return PacketTraits.changedParameters();
      }
    }
    return PacketTraits.shown(false);
  }

  private static int type(NalUnits unit) {
    return unit.byteAt(0) >> 1 & 0x3F;
  }

  /** Whether the unit belongs to the layer that is decoded. */
  private static boolean isBase(NalUnits unit) {
    return ((unit.byteAt(0) & 1) << 5 | unit.byteAt(1) >> 3) == 0;
  }

  /** Sets of the video and of sequences are all taken for the same one. */
  private static int id(NalUnits unit, int type) {
    return type << 16
        | (type == PPS ? new Bits(unit.payload(HEAD_BYTES), HEADER_BYTES).golomb() & 0xFFFF : 0);
  }
}
