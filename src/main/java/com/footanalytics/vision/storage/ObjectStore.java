package com.footanalytics.vision.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps objects under keys such as {@code jobs/01h.../summary.json}. An object appears whole or not
 * at all and is never changed in place; putting one again replaces it. Thread-safe, and shared by
 * processes.
 *
 * <p>Every method throws {@link IOException} where the store does not answer or refuses; {@link
 * StorageFullException} where it has no room.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Puts a file's bytes under a key.
   *
   * @param file lies in {@link #staging()}; is gone afterwards where the store could move it, else
   *     stays the caller's
   */
  void put(ObjectKey key, Path file) throws IOException;

  /** Puts a few bytes under a key. */
  void put(ObjectKey key, byte[] bytes) throws IOException;

  /** How many bytes lie under a key; empty if there is no such object. */
  OptionalLong size(ObjectKey key) throws IOException;

  /**
   * A part of an object, read at the pace of the caller.
   *
   * @param first offset of the first byte, from 0
   * @param count how many bytes; the stream ends earlier where the object does
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  InputStream read(ObjectKey key, long first, long count) throws IOException;

  /** All of an object, as {@link #read(ObjectKey, long, long)} reads a part. */
  default InputStream read(ObjectKey key) throws IOException {
    return read(key, /* first= */ 0, Long.MAX_VALUE);
  }

  /**
   * The object as a local file that can be read at any place until the copy is closed.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  LocalCopy local(ObjectKey key) throws IOException;

  /** Removes an object; nothing happens if there is none. */
  void delete(ObjectKey key) throws IOException;

  /** Removes every object whose key begins with {@code prefix} and a slash. */
  void deleteAll(ObjectKey prefix) throws IOException;

  /** The objects whose keys begin with {@code prefix} and a slash, in order of their keys. */
  List<StoredObject> list(ObjectKey prefix) throws IOException;

  /**
   * To be asked now and then by whoever writes much to {@link #staging()}; takes microseconds.
   *
   * @throws StorageFullException if the last bytes of that disk are left, which stay free
   */
  default void requireRoom() throws IOException {}

  /** A local folder for files that are still written; on the disk of the store where it has one. */
  Path staging();

  @Override
  void close();

  /**
   * One object.
   *
   * @param bytes its size
   */
  record StoredObject(ObjectKey key, long bytes) {}

  /** A local file that holds an object's bytes until closed. Not to be written to. */
  interface LocalCopy extends AutoCloseable {

    Path path();

    @Override
    void close();
  }
}
