package com.footanalytics.vision.upload;

/**
 * An upload that is announced.
 *
 * @param name the file name it is handed in with
 * @param metadata what its client says about it, at most {@value #MAX_METADATA} characters
 * @param length bytes it will have, at least 0
 * @param wantsJob whether a job starts once it is whole
 */
public record NewUpload(String name, String metadata, long length, boolean wantsJob) {

  public static final int MAX_METADATA = 4096;

  public NewUpload {
    if (length < 0 || metadata.length() > MAX_METADATA) {
      throw new IllegalArgumentException(
          "length: %d (expected: >= 0), metadata: %d characters (expected: <= %d)"
              .formatted(length, metadata.length(), MAX_METADATA));
    }
  }
}
