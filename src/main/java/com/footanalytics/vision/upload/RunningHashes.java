package com.footanalytics.vision.upload;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hashes of uploads as far as they have come, so that a whole one need not be read again. Forgets
 * those longest unused. Thread-safe.
 */
final class RunningHashes {

  private static final int MOST = 1000;

  private final Map<String, Hashed> hashes =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Hashed> eldest) {
          return size() > MOST;
        }
      };

  private record Hashed(long bytes, MessageDigest digest) {}

  /** A digest of the first bytes of an upload, the caller's own; empty if it is not known. */
  synchronized Optional<MessageDigest> after(String upload, long bytes) {
    if (bytes == 0) {
      return Optional.of(Measured.newSha256());
    }
    return Optional.ofNullable(hashes.get(upload))
        .filter(hashed -> hashed.bytes == bytes)
        .map(hashed -> copy(hashed.digest));
  }

  /** Remembers a copy of a digest that has taken the first bytes of an upload. */
  synchronized void keep(String upload, long bytes, MessageDigest digest) {
    hashes.put(upload, new Hashed(bytes, copy(digest)));
  }

  synchronized void forget(String upload) {
    hashes.remove(upload);
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 can be copied", e);
    }
  }
}
