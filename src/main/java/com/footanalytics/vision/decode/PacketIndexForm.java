package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.TimeBase;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The binary form of an index: a magic number and a version, the stream, the reason against
 * splitting, the packets as differences in 7-bit groups, and a CRC-32C of all that.
 */
final class PacketIndexForm {

  private static final int MAGIC = 0x4D4C5049;
  private static final int VERSION = 1;
  private static final int GROUP_BITS = 7;
  private static final int GROUP_MASK = 0x7F;
  private static final int MORE = 0x80;

  private PacketIndexForm() {}

  static void write(PacketIndex index, OutputStream output) throws IOException {
    CRC32C checksum = new CRC32C();
    DataOutputStream data =
        new DataOutputStream(
            new CheckedOutputStream(new BufferedOutputStream(output, 1 << 16), checksum));
    data.writeInt(MAGIC);
    data.writeInt(VERSION);
    IndexedStream stream = index.stream();
    data.writeUTF(stream.container());
    data.writeInt(stream.index());
    data.writeInt(stream.timeBase().numerator());
    data.writeInt(stream.timeBase().denominator());
    data.writeLong(stream.startPtsTicks());
    data.writeUTF(index.unsplittable().orElse(""));
    PacketTable table = index.table();
    data.writeInt(table.count());
    long ptsTicks = 0;
    long position = 0;
    for (int packet = 0; packet < table.count(); packet++) {
      data.writeByte(table.flags(packet));
      writeSigned(data, table.ptsTicks(packet) - ptsTicks);
      writeSigned(data, table.position(packet) - position);
      writeSigned(data, table.sizeBytes(packet));
      ptsTicks = table.ptsTicks(packet);
      position = table.position(packet) + table.sizeBytes(packet);
    }
    data.writeInt((int) checksum.getValue());
    data.flush();
  }

  static PacketIndex read(InputStream input) throws IOException {
    CRC32C checksum = new CRC32C();
    DataInputStream data =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(input, 1 << 16), checksum));
    try {
      if (data.readInt() != MAGIC) {
        throw new DecodeException("packet index: is none");
      }
      int version = data.readInt();
      if (version != VERSION) {
        throw new DecodeException(
            "packet index: version %d (expected: %d; remedy: make it again)"
                .formatted(version, VERSION));
      }
      IndexedStream stream = readStream(data);
      String unsplittable = data.readUTF();
      PacketTable table = readTable(data);
      int expected = (int) checksum.getValue();
      if (data.readInt() != expected) {
        throw damaged("checksum does not fit");
      }
      return new PacketIndex(stream, table, unsplittable.isEmpty() ? null : unsplittable);
    } catch (EOFException e) {
      throw damaged("breaks off");
    } catch (java.io.UTFDataFormatException | IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private static DecodeException damaged(String how) {
    return new DecodeException("packet index: damaged, %s (remedy: make it again)".formatted(how));
  }

  private static IndexedStream readStream(DataInputStream data) throws IOException {
    String container = data.readUTF();
    int index = data.readInt();
    TimeBase timeBase = new TimeBase(data.readInt(), data.readInt());
    return new IndexedStream(container, index, timeBase, data.readLong());
  }

  private static PacketTable readTable(DataInputStream data) throws IOException {
    PacketTable table = new PacketTable();
    long ptsTicks = 0;
    long position = 0;
    for (int left = data.readInt(); left > 0; left--) {
      int flags = data.readByte();
      ptsTicks += readSigned(data);
      position += readSigned(data);
      int sizeBytes = (int) readSigned(data);
      table.add(ptsTicks, sizeBytes, position, flags);
      position += sizeBytes;
    }
    return table;
  }

  private static void writeSigned(DataOutputStream data, long value) throws IOException {
    long rest = value << 1 ^ value >> Long.SIZE - 1;
    while ((rest & ~GROUP_MASK) != 0) {
      data.writeByte((int) (rest & GROUP_MASK) | MORE);
      rest >>>= GROUP_BITS;
    }
    data.writeByte((int) rest);
  }

  private static long readSigned(DataInputStream data) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
      int group = data.readUnsignedByte();
      value |= (long) (group & GROUP_MASK) << shift;
      if (group < MORE) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw damaged("a number does not end");
  }
}
