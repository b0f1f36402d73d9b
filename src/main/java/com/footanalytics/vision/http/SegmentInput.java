package com.footanalytics.vision.http;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads memory as a stream. For one thread. */
final class SegmentInput extends InputStream {

  private final MemorySegment memory;
  private long position;

  SegmentInput(MemorySegment memory) {
    this.memory = memory;
  }

  @Override
  public int read() {
    return position < memory.byteSize() ? memory.get(ValueLayout.JAVA_BYTE, position++) & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int bytes = (int) Math.min(length, memory.byteSize() - position);
    if (bytes == 0 && length > 0) {
      return -1;
    }
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, position, target, offset, bytes);
    position += bytes;
    return bytes;
  }
}
