package com.footanalytics.vision.flags;

import com.flagsmith.exceptions.FlagsmithClientError;
import com.flagsmith.offline.LocalFileHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/** The environment document of a file, or the one that is shipped. To be used by one thread. */
final class FlagFile {

  private static final String SHIPPED = "/flags.json";

  private final Optional<Path> file;
  private Optional<Stamp> read = Optional.empty();

  private record Stamp(FileTime modified, long bytes) {}

  /**
   * @param file the shipped one if empty
   */
  FlagFile(Optional<Path> file) {
    this.file = file;
  }

  /** What errors call it. */
  String name() {
    return file.map(Path::toString).orElse("the shipped flags");
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is not there or no environment document
   */
  FlagRules read() {
    if (file.isEmpty()) {
      return shipped();
    }
    read = stamp();
    return read(file.get());
  }

  /** Whether it is another than the one that was read last. */
  boolean hasChanged() {
    return file.isPresent() && !stamp().equals(read);
  }

  private Optional<Stamp> stamp() {
    try {
      Path path = file.orElseThrow();
      return Optional.of(new Stamp(Files.getLastModifiedTime(path), Files.size(path)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads a document as Flagsmith's library does.
   *
   * @throws IllegalArgumentException if it is not there or no environment document
   */
  static FlagRules read(Path document) {
    try {
      return FlagRules.of(new LocalFileHandler(document.toString()).getEnvironment());
    } catch (FlagsmithClientError e) {
      throw new IllegalArgumentException(
          Files.exists(document)
              ? "not an environment document: no such JSON"
              : "there is no such file",
          e);
    }
  }

  private static FlagRules shipped() {
    try (InputStream content =
        Objects.requireNonNull(FlagFile.class.getResourceAsStream(SHIPPED), SHIPPED)) {
      Path copy = Files.createTempFile("flags", ".json");
      try {
        Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
        return read(copy);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be unpacked: " + e.getMessage(), e);
    }
  }
}
