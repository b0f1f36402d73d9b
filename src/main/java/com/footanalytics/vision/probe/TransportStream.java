package com.footanalytics.vision.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds MPEG transport streams with junk between packets, which FFmpeg takes for others. */
final class TransportStream {

  private static final int PACKET_BYTES = 188;
  private static final byte SYNC = 0x47;
  private static final int LOOK_AT_BYTES = 64 * 1024;
  private static final int MIN_PACKETS = 8;
  private static final double MIN_PART = 0.5;

  private TransportStream() {}

  /** Whether most of the first kilobytes are packets that another follows. */
  static boolean isIn(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return isIn(input.readNBytes(LOOK_AT_BYTES));
    } catch (IOException _) {
      return false;
    }
  }

  static boolean isIn(byte[] head) {
    int packets = 0;
    int at = 0;
    while (at + PACKET_BYTES < head.length) {
      boolean packet = head[at] == SYNC && head[at + PACKET_BYTES] == SYNC;
      packets += packet ? 1 : 0;
      at += packet ? PACKET_BYTES : 1;
    }
    return packets >= MIN_PACKETS && packets * PACKET_BYTES > head.length * MIN_PART;
  }
}
