package com.footanalytics.vision.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that appears under its name only when complete. Begun before the work that the text is
 * about, so that a place that cannot be written is known before. Not thread-safe.
 */
public final class ReportFile implements AutoCloseable {

  private final AtomicFile file;

  /**
   * @throws SinkException if the file cannot be written
   */
  public ReportFile(Path target) {
    file = new AtomicFile(target.toAbsolutePath());
    write("");
  }

  /**
   * Puts the text under the file's name.
   *
   * @throws SinkException if that fails
   */
  public void finish(String text) {
    write(text);
    file.prepare();
    file.commit();
  }

  private void write(String text) {
    try {
      Files.writeString(file.part(), text);
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
