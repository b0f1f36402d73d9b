package com.footanalytics.vision.upload;

import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A store that breaks when it is told to, and else is the one it has. */
final class BreakingStore implements ObjectStore {

  private final ObjectStore store;

  /** Whether it breaks once a content is put. */
  volatile boolean breakAfterPuts;

  /** Whether it takes no content. */
  volatile boolean isFull;

  BreakingStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void put(ObjectKey key, Path file) throws IOException {
    boolean isContent = key.value().startsWith("contents/");
    if (isFull && isContent) {
      throw new StorageFullException("full", new IOException("No space left on device"));
    }
    store.put(key, file);
    if (breakAfterPuts && isContent) {
      throw new IOException("broken after put");
    }
  }

  @Override
  public void put(ObjectKey key, byte[] bytes) throws IOException {
    store.put(key, bytes);
  }

  @Override
  public OptionalLong size(ObjectKey key) throws IOException {
    return store.size(key);
  }

  @Override
  public InputStream read(ObjectKey key, long first, long count) throws IOException {
    return store.read(key, first, count);
  }

  @Override
  public LocalCopy local(ObjectKey key) throws IOException {
    return store.local(key);
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    store.delete(key);
  }

  @Override
  public void deleteAll(ObjectKey prefix) throws IOException {
    store.deleteAll(prefix);
  }

  @Override
  public List<StoredObject> list(ObjectKey prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public Path staging() {
    return store.staging();
  }

  @Override
  public void close() {
    store.close();
  }
}
