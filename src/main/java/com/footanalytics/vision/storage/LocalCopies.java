package com.footanalytics.vision.storage;

import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files that hold objects from elsewhere, within a bound on their bytes. Copies that nobody uses go
 * first, longest unused first; one in use never goes. Thread-safe; the folder is its own.
 */
final class LocalCopies {

  private final Path folder;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();

  /** By tag, longest unused first. */
  private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  private long bytes;
  private long names;

  LocalCopies(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /** Brings an object here. */
  @FunctionalInterface
  interface Download {

    /**
     * @param file to be created with exactly the object's bytes
     */
    void to(Path file) throws IOException;
  }

  /**
   * The copy of an object; made if there is none, once though many ask at a time.
   *
   * @param tag the object and its version
   * @param size bytes of the object
   * @throws StorageFullException if copies in use leave too little room
   */
  LocalCopy get(String tag, long size, Download download) throws IOException {
    while (true) {
      Copy copy;
      boolean mine;
      lock.lock();
      try {
        copy = copies.get(tag);
        mine = copy == null;
        if (copy == null) {
          makeRoom(size);
          copy = new Copy(folder.resolve("copy-" + ++names), size);
          copies.put(tag, copy);
          bytes += size;
        }
        copy.users++;
      } finally {
        lock.unlock();
      }
      if (mine) {
        fill(tag, copy, download);
      }
      if (mine || isThere(copy)) {
        return new Use(copy);
      }
    }
  }

  private void fill(String tag, Copy copy, Download download) throws IOException {
    boolean whole = false;
    try {
      download.to(copy.path);
      long got = Files.size(copy.path);
      if (got != copy.size) {
        throw new IOException(
            "%s: %d of %d bytes came; trying again may help".formatted(tag, got, copy.size));
      }
      whole = true;
    } catch (IOException e) {
      throw StorageFullException.orItself(e, folder);
    } finally {
      if (!whole) {
        forget(tag, copy);
      }
      copy.whole.complete(whole);
    }
  }

  private void forget(String tag, Copy copy) throws IOException {
    lock.lock();
    try {
      copies.remove(tag);
      bytes -= copy.size;
    } finally {
      lock.unlock();
    }
    Files.deleteIfExists(copy.path);
  }

  /** Waits for whoever brings it; false if they failed. */
  private boolean isThere(Copy copy) throws IOException {
    try {
      return copy.whole.get();
    } catch (InterruptedException _) {
      release(copy);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another thread fetched the object");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a download ends with yes or no", e);
    }
  }

  private void makeRoom(long size) throws IOException {
    Iterator<Copy> longestUnused = copies.values().iterator();
    while (bytes + size > maxBytes && longestUnused.hasNext()) {
      Copy copy = longestUnused.next();
      if (copy.users == 0) {
        Files.deleteIfExists(copy.path);
        longestUnused.remove();
        bytes -= copy.size;
      }
    }
    if (bytes + size > maxBytes) {
      throw new StorageFullException(
          "cache %s: no room for %d bytes, copies in use take %d of %d; raise %s"
              .formatted(folder, size, bytes, maxBytes, "ml-pipeline.storage.cache-bytes"));
    }
  }

  private void release(Copy copy) {
    lock.lock();
    try {
      copy.users--;
    } finally {
      lock.unlock();
    }
  }

  /** One file. */
  private static final class Copy {

    private final Path path;
    private final long size;
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private int users;

    Copy(Path path, long size) {
      this.path = path;
      this.size = size;
    }
  }

  /** Someone's use of a file; counted once however often it is closed. */
  private final class Use implements LocalCopy {

    private final Copy copy;
    private boolean closed;

    Use(Copy copy) {
      this.copy = copy;
    }

    @Override
    public Path path() {
      return copy.path;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release(copy);
      }
    }
  }
}
