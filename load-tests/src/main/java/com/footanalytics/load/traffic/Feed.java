package com.footanalytics.load.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is sent: pictures and a film, as {@code ml-pipeline simulate} renders them. Held in memory.
 */
public final class Feed {

  private final List<byte[]> pictures;
  private final byte[] film;

  private Feed(List<byte[]> pictures, byte[] film) {
    this.pictures = pictures;
    this.film = film;
  }

  /**
   * Reads {@code images/*.jpg} and {@code match.mp4}.
   *
   * @throws IOException if there is no picture, no film, or they cannot be read
   */
  public static Feed read(Path folder) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("images"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
    if (pictures.isEmpty()) {
      throw new IOException(folder.resolve("images") + ": no .jpg in it");
    }
    return new Feed(pictures, Files.readAllBytes(folder.resolve("match.mp4")));
  }

  /** JPEGs; not to be changed. */
  public List<byte[]> pictures() {
    return pictures;
  }

  /** An MP4; not to be changed. */
  byte[] film() {
    return film;
  }
}
