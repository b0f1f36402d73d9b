package com.footanalytics.vision.infer;

import java.nio.ByteBuffer;

/**
 * What data of type {@link DataType#BYTES} hold: elements that each are a little-endian uint32
 * length and that many bytes.
 *
 * @param count of the elements that are whole
 * @param end position after the last of them; the limit if nothing is left over
 */
public record ByteElements(long count, int end) {

  /**
   * Walks through data.
   *
   * @param data from its position to its limit, little-endian; not moved
   */
  public static ByteElements in(ByteBuffer data) {
    long count = 0;
    int at = data.position();
    while (data.limit() - at >= Integer.BYTES
        && Integer.toUnsignedLong(data.getInt(at)) <= data.limit() - at - Integer.BYTES) {
      at += Integer.BYTES + data.getInt(at);
      count++;
    }
    return new ByteElements(count, at);
  }
}
