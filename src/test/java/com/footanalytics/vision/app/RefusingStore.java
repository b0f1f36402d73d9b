package com.footanalytics.vision.app;

import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A store that refuses everything.
 *
 * @param staging has a folder nevertheless
 */
record RefusingStore(Path staging, String reason) implements ObjectStore {

  @Override
  public void put(ObjectKey key, Path file) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void put(ObjectKey key, byte[] bytes) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public OptionalLong size(ObjectKey key) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public InputStream read(ObjectKey key, long first, long count) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public LocalCopy local(ObjectKey key) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void deleteAll(ObjectKey prefix) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public List<StoredObject> list(ObjectKey prefix) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void close() {}
}
