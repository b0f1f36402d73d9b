package com.footanalytics.vision.upload;

import com.footanalytics.vision.storage.ObjectKey;
import java.time.Instant;

/**
 * A video whose content lies whole in the object store.
 *
 * @param id names it; 1 to 64 lower-case letters and digits, later ones sort after earlier ones
 * @param name file name it was handed in with, without folders
 * @param sha256 hash of the content, lower-case hex
 * @param bytes size of the content
 * @param createdAt when it was stored
 */
public record StoredVideo(String id, String name, String sha256, long bytes, Instant createdAt) {

  /** Its content's key; shared with other videos of the same content. */
  public ObjectKey content() {
    return Contents.key(sha256);
  }
}
