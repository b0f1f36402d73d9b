package com.footanalytics.vision.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is free on a folder's disk, of which the last bytes are left to others there, such as a
 * database that cannot do without. Thread-safe.
 */
final class Room {

  private final Path folder;
  private final FileStore disk;
  private final long reservedBytes;

  /**
   * @param folder must exist
   * @param reservedBytes are never used; 0 for none
   */
  Room(Path folder, long reservedBytes) throws IOException {
    this.folder = folder;
    this.disk = Files.getFileStore(folder);
    this.reservedBytes = reservedBytes;
  }

  /**
   * Asks the disk, which takes microseconds.
   *
   * @throws StorageFullException if no more than the reserve is free
   */
  void require() throws IOException {
    long freeBytes = disk.getUsableSpace();
    if (freeBytes < reservedBytes) {
      throw new StorageFullException(
          "disk of %s: full, %d bytes free and %d reserved; free space there, or delete videos and jobs"
              .formatted(folder, freeBytes, reservedBytes));
    }
  }
}
