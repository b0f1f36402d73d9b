package com.footanalytics.vision.upload;

import com.footanalytics.vision.storage.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Bytes on their way into a file. */
final class Chunk {

  private Chunk() {}

  /**
   * Writes all that remains of them.
   *
   * @param folder where the file lies
   * @throws StorageFullException if its disk is full
   */
  static void write(ByteBuffer bytes, FileChannel file, Path folder) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw StorageFullException.orItself(e, folder);
    }
  }
}
