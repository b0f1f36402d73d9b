package com.footanalytics.vision.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when complete. Until then it grows as {@code .NAME.part}
 * in the same folder; whoever holds this writes there and stops writing before {@link #prepare()}.
 * A part that a killed run left behind is overwritten.
 */
public final class AtomicFile implements AutoCloseable {

  private final Path target;
  private final Path part;
  private boolean committed;

  /**
   * @param target its name once complete; nothing is written yet
   */
  public AtomicFile(Path target) {
    this.target = target;
    this.part = partOf(target);
  }

  /** Where a file called {@code target} grows. */
  static Path partOf(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".part");
  }

  /** Where the content grows. */
  public Path part() {
    return part;
  }

  Path target() {
    return target;
  }

  /** Brings what was written to the disk, so that only the rename is left to do. */
  public void prepare() {
    try {
      force(part, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Puts the file under its name, in one step that also survives a power cut. */
  public void commit() {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      committed = true;
      force(target.resolveSibling("."), StandardOpenOption.READ);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The exception for a failure while writing this file. */
  public SinkException failed(IOException cause) {
    String reason =
        cause instanceof java.nio.file.FileSystemException f && f.getReason() == null
            ? f.getClass().getSimpleName()
            : String.valueOf(cause.getMessage());
    return new SinkException("cannot write " + target + ": " + reason, cause);
  }

  /** Removes the part unless committed. */
  @Override
  public void close() {
    if (!committed) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
