package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.*;
import java.nio.file.*;
import java.util.*;

final class TestingObjects implements ObjectStore {
  private final Path root;

  TestingObjects(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(staging());
  }

  private Path at(ObjectKey key) {
    return root.resolve("o").resolve(key.value());
  }

  @Override
  public void put(ObjectKey key, Path file) throws IOException {
    Files.createDirectories(at(key).getParent());
    Files.move(file, at(key), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void put(ObjectKey key, byte[] bytes) throws IOException {
    Files.createDirectories(at(key).getParent());
    Files.write(at(key), bytes);
  }

  @Override
  public OptionalLong size(ObjectKey key) throws IOException {
    return Files.exists(at(key)) ? OptionalLong.of(Files.size(at(key))) : OptionalLong.empty();
  }

  @Override
  public InputStream read(ObjectKey key, long first, long count) throws IOException {
    InputStream in = Files.newInputStream(at(key));
    in.skipNBytes(first);
    return in;
  }

  @Override
  public LocalCopy local(ObjectKey key) throws IOException {
    Path p = at(key);
    if (!Files.exists(p)) throw new NoSuchFileException(p.toString());
    return new LocalCopy() {
      @Override
      public Path path() {
        return p;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    Files.deleteIfExists(at(key));
  }

  @Override
  public void deleteAll(ObjectKey prefix) {}

  @Override
  public List<StoredObject> list(ObjectKey prefix) throws IOException {
    return List.of();
  }

  @Override
  public Path staging() {
    return root.resolve("staging");
  }

  @Override
  public void close() {}
}
