package com.footanalytics.vision.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** What tests that run in several processes must not do at the same time. Thread-safe. */
public final class OneAtATime {

  private static final Path FOLDER = Path.of("target").toAbsolutePath();

  private OneAtATime() {}

  /**
   * Does it while no other process does anything under that name.
   *
   * @param name of a file that may be made in {@code target/}
   */
  public static synchronized <T> T run(String name, Supplier<T> work) {
    try {
      Files.createDirectories(FOLDER);
      Path file = FOLDER.resolve(name + ".lock");
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
