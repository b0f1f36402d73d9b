package com.footanalytics.vision.pipeline;

import static java.nio.file.StandardOpenOption.WRITE;

import com.footanalytics.vision.probe.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that lies on disk for as long as this is open. */
final class SpoolFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path path;

  private SpoolFile(Path path) {
    this.path = path;
  }

  /**
   * Writes what the source holds up to its end; leaves nothing if that fails.
   *
   * @param folder created if missing
   * @param source stays the caller's
   * @throws IOException if the disk fails
   */
  static SpoolFile of(Path folder, ByteSource source) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path path = Files.createTempFile(folder, "stream-", ".part");
    boolean complete = false;
    try (OutputStream file = Files.newOutputStream(path, WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = source.read(buffer, 0, buffer.length);
          read != ByteSource.END;
          read = source.read(buffer, 0, buffer.length)) {
        file.write(buffer, 0, read);
      }
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(path);
      }
    }
    return new SpoolFile(path);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
