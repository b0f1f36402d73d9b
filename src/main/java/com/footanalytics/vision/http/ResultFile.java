package com.footanalytics.vision.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A result of a job on disk: under its final name once complete, as {@code .NAME.part} before,
 * which only grows.
 */
final class ResultFile {

  private static final int SCAN_BYTES = 64 * 1024;

  private final Path complete;
  private final Path part;

  ResultFile(Path folder, String name) {
    this.complete = folder.resolve(name);
    this.part = folder.resolve("." + name + ".part");
  }

  /**
   * What can be read of it now.
   *
   * @param bytes from the start of the file
   * @param complete whether no more will come
   */
  record Extent(long bytes, boolean complete) {}

  /** The extent of the complete file; empty until there is one. */
  Optional<Extent> whenComplete() throws IOException {
    try {
      return Optional.of(new Extent(Files.size(complete), true));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** The extent of the complete file, or of the whole lines written so far; empty if neither. */
  Optional<Extent> soFar() throws IOException {
    Optional<Extent> whole = whenComplete();
    if (whole.isPresent()) {
      return whole;
    }
    try (FileChannel lines = FileChannel.open(part, StandardOpenOption.READ)) {
      return Optional.of(new Extent(wholeLines(lines), false));
    } catch (NoSuchFileException _) {
      return whenComplete();
    }
  }

  /** Writes {@code count} bytes from {@code first} on; they must lie within an extent seen. */
  void write(long first, long count, OutputStream target) throws IOException {
    if (count == 0) {
      return;
    }
    try (FileChannel source = open()) {
      WritableByteChannel channel = Channels.newChannel(target);
      long position = first;
      long end = first + count;
      while (position < end) {
        long moved = source.transferTo(position, end - position, channel);
        if (moved <= 0) {
          throw new EOFException(complete + ": became shorter while it was read");
        }
        position += moved;
      }
    }
  }

  private FileChannel open() throws IOException {
    try {
      return FileChannel.open(complete, StandardOpenOption.READ);
    } catch (NoSuchFileException _) {
      return openPart();
    }
  }

  private FileChannel openPart() throws IOException {
    try {
      return FileChannel.open(part, StandardOpenOption.READ);
    } catch (NoSuchFileException _) {
      return FileChannel.open(complete, StandardOpenOption.READ);
    }
  }

  private static long wholeLines(FileChannel lines) throws IOException {
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
