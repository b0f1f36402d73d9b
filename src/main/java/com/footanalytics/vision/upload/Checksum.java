package com.footanalytics.vision.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What the bytes of one request must come to. For one request. */
public final class Checksum {

  /** Names of the algorithms as tus spells them. */
  public static final List<String> ALGORITHMS = List.of("md5", "sha1", "sha256");

  private final MessageDigest digest;
  private final byte[] expected;

  private Checksum(MessageDigest digest, byte[] expected) {
    this.digest = digest;
    this.expected = expected;
  }

  /**
   * Reads {@code ALGORITHM BASE64}; empty if it is neither of that form nor of a known algorithm.
   */
  public static Optional<Checksum> parse(String text) {
    String[] parts = text.strip().split(" +");
    if (parts.length != 2 || !ALGORITHMS.contains(parts[0])) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Checksum(
              MessageDigest.getInstance(parts[0].replace("sha", "SHA-")),
              Base64.getDecoder().decode(parts[1])));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + parts[0], e);
    }
  }

  void update(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
  }

  /** Whether what came is what was meant; to be asked once. */
  boolean matches() {
    return MessageDigest.isEqual(digest.digest(), expected);
  }
}
