package com.footanalytics.vision.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The store has no room for more bytes; its message says where and what to do. */
public final class StorageFullException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded");

  /** With less than this left, a disk is full whatever language it says so in. */
  private static final long NOTHING_BYTES = 64 * 1024;

  public StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }

  StorageFullException(String message) {
    super(message);
  }

  /**
   * What a failure of writing to a disk is: this exception where the disk is full, else the failure
   * itself.
   *
   * @param folder lies on that disk
   */
  public static IOException orItself(IOException failure, Path folder) {
    if (failure instanceof StorageFullException) {
      return failure;
    }
    long freeBytes = freeBytes(folder);
    String said = String.valueOf(failure.getMessage());
    if (freeBytes >= NOTHING_BYTES && FULL.stream().noneMatch(said::contains)) {
      return failure;
    }
    return new StorageFullException(
        "disk of %s: full, %d bytes free; free space there, or delete videos and jobs"
            .formatted(folder, freeBytes),
        failure);
  }

  /** What is free, or much where the disk does not tell. */
  private static long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException _) {
      return Long.MAX_VALUE;
    }
  }
}
