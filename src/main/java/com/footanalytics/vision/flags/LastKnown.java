package com.footanalytics.vision.flags;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a server said last, on disk, so that a start while it is away knows it. Marked with the
 * server and key it came from: those of another environment are not taken for it. To be used by one
 * thread.
 */
final class LastKnown {

  private final Path file;
  private final String mark;
  private String kept = "";

  /**
   * @param file its folder is made if missing
   * @param url where the server is
   * @param key of the environment; only a hash of it is written
   */
  LastKnown(Path file, String url, String key) {
    this.file = file;
    this.mark = "{\"known_of\":\"%s\",".formatted(hash(url + "\n" + key));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads what was kept; empty if nothing was, or it is of another server or environment.
   *
   * @throws IllegalArgumentException if it was damaged
   */
  Optional<FlagRules> read() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file);
      if (!text.startsWith(mark)) {
        return Optional.empty();
      }
      kept = text;
      return Optional.of(FlagFile.read(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps a document, whole or not at all.
   *
   * @param document JSON that could be evaluated
   */
  void keep(String document) throws IOException {
    String text = mark + document.strip().substring(1);
    if (text.equals(kept)) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    kept = text;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
