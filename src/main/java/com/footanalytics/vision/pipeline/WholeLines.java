package com.footanalytics.vision.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Measures files of lines that are being written. */
final class WholeLines {

  private static final int SCAN_BYTES = 1 << 16;

  private WholeLines() {}

  /** Bytes up to and with the last line feed. */
  static long bytesIn(Path file) throws IOException {
    try (FileChannel lines = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(SCAN_BYTES);
      long end = lines.size();
      while (end > 0) {
        long start = Math.max(0, end - SCAN_BYTES);
        block.clear().limit((int) (end - start));
        int read = lines.read(block, start);
        for (int i = read - 1; i >= 0; i--) {
          if (block.get(i) == '\n') {
            return start + i + 1;
          }
        }
        end = start;
      }
      return 0;
    }
  }
}
