package com.footanalytics.vision.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content's size and hash.
 *
 * @param sha256 lower-case hex
 */
record Measured(long bytes, String sha256) {

  static final int BUFFER_BYTES = 256 * 1024;

  /** Reads a file to its end. */
  static Measured of(Path file) throws IOException {
    MessageDigest digest = newSha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream content = Files.newInputStream(file)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    return of(bytes, digest);
  }

  /** What went through a digest, which is reset. */
  static Measured of(long bytes, MessageDigest digest) {
    return new Measured(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
