package com.footanalytics.vision.upload;

/**
 * What is taken.
 *
 * @param maxBytes the largest content, at least 1
 * @param maxStoredBytes bytes of all contents and unfinished uploads together; 0 for no limit
 * @param check says which content is taken
 */
public record UploadRules(long maxBytes, long maxStoredBytes, ContentCheck check) {

  public UploadRules {
    if (maxBytes < 1 || maxStoredBytes < 0) {
      throw new IllegalArgumentException(
          "max bytes: %d (expected: >= 1), max stored bytes: %d (expected: >= 0)"
              .formatted(maxBytes, maxStoredBytes));
    }
  }
}
