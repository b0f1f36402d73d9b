package com.footanalytics.vision.upload;

import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Where the bytes of unfinished uploads lie. Thread-safe. */
public sealed interface UploadBytes permits UploadFiles, UploadObjects {

  /** In one growing file for each, in a folder on the disk of the store; created if missing. */
  static UploadBytes inFolder(Path folder) throws IOException {
    return new UploadFiles(folder);
  }

  /** In objects, so that whoever shares the store can go on with them. */
  static UploadBytes inStore(ObjectStore objects) {
    return new UploadObjects(objects);
  }

  /** How many of the bytes that were recorded are there. */
  long present(String id, long recorded) throws IOException;

  /**
   * Appends from an offset on; what lies beyond it is dropped. Ends another appending of this
   * process to the same upload, whose lease has passed.
   *
   * @return empty if another process appends
   */
  Optional<? extends UploadTail> append(String id, long first) throws IOException;

  /** Removes the bytes of an upload, if there are any. */
  void remove(String id) throws IOException;

  /** Uploads that have bytes here. */
  Collection<String> ids() throws IOException;
}
