package com.footanalytics.vision.storage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files: the key is the path below a folder, so no object's key may continue another's.
 * What was put survives a power cut. Thread-safe, and the folder may be shared by processes.
 */
public final class FileObjectStore implements ObjectStore {

  private final Path root;
  private final ProcessFolder staging;
  private final Room room;
  private final AtomicLong names = new AtomicLong();

  private FileObjectStore(Path root, ProcessFolder staging, Room room) {
    this.root = root;
    this.staging = staging;
    this.room = room;
  }

  /**
   * Opens a store and removes what dead processes left unfinished there.
   *
   * @param root created if missing
   */
  public static FileObjectStore open(Path root) throws IOException {
    return open(root, /* reservedBytes= */ 0);
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param reservedBytes of the disk that stay free
   */
  static FileObjectStore open(Path root, long reservedBytes) throws IOException {
    Path folder = root.toAbsolutePath();
    ProcessFolder staging =
        ProcessFolder.claim(folder.resolve(".staging"), UUID.randomUUID().toString());
    return new FileObjectStore(folder, staging, new Room(folder, reservedBytes));
  }

  @Override
  public void put(ObjectKey key, Path file) throws IOException {
    room.require();
    try {
      Durable.forceFile(file);
      try {
        move(file, key);
      } catch (AtomicMoveNotSupportedException _) {
        Path copy = unused();
        try {
          Files.copy(file, copy);
          Durable.forceFile(copy);
          move(copy, key);
        } finally {
          Files.deleteIfExists(copy);
        }
      }
    } catch (IOException e) {
      throw StorageFullException.orItself(e, root);
    }
  }

  @Override
  public void put(ObjectKey key, byte[] bytes) throws IOException {
    room.require();
    Path file = unused();
    try {
      try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      move(file, key);
    } catch (IOException e) {
      throw StorageFullException.orItself(e, root);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public OptionalLong size(ObjectKey key) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(path(key), BasicFileAttributes.class);
      return found.isRegularFile() ? OptionalLong.of(found.size()) : OptionalLong.empty();
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream read(ObjectKey key, long first, long count) throws IOException {
    FileChannel file;
    try {
      file = FileChannel.open(path(key), READ);
    } catch (NoSuchFileException _) {
      throw new NoSuchFileException(key.value());
    }
    try {
      file.position(first);
      return new FirstBytes(Channels.newInputStream(file), count);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** A second name of the file, where the disk has such, so that the copy outlives the object. */
  @Override
  public LocalCopy local(ObjectKey key) throws IOException {
    Path object = path(key);
    Path link = unused();
    while (true) {
      try {
        Files.createLink(link, object);
        return new FileCopy(link, true);
      } catch (NoSuchFileException _) {
        // An object that is replaced at this moment is there all the same.
        if (!Files.exists(object)) {
          throw new NoSuchFileException(key.value());
        }
      } catch (UnsupportedOperationException | FileSystemException _) {
        return new FileCopy(object, false);
      }
    }
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  @Override
  public void deleteAll(ObjectKey prefix) throws IOException {
    Files.walkFileTree(
        path(prefix),
        new Visit() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(path(prefix))) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            try {
              Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
              // Something was put there meanwhile; it stays.
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public List<StoredObject> list(ObjectKey prefix) throws IOException {
    List<StoredObject> found = new ArrayList<>();
    Files.walkFileTree(
        path(prefix),
        new Visit() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (!name.equals(prefix.value())) {
              found.add(new StoredObject(new ObjectKey(name), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.comparing(StoredObject::key));
    return List.copyOf(found);
  }

  @Override
  public void requireRoom() throws IOException {
    room.require();
  }

  @Override
  public Path staging() {
    return staging.path();
  }

  @Override
  public void close() {
    staging.close();
  }

  private void move(Path file, ObjectKey key) throws IOException {
    Path target = path(key);
    Path folder = target.resolveSibling(".");
    while (true) {
      try {
        Durable.createFolders(folder.normalize());
        Files.move(file, target, ATOMIC_MOVE, REPLACE_EXISTING);
        break;
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        // The folder may have been removed with the last object in it.
        if (!Files.exists(file) || Files.isRegularFile(folder.normalize())) {
          throw e;
        }
      }
    }
    try {
      Durable.forceFolder(folder);
    } catch (NoSuchFileException _) {
      // The object was removed, and its folder with it, as soon as it was there.
    }
  }

  private Path path(ObjectKey key) {
    return root.resolve(key.value());
  }

  private Path unused() {
    return staging.path().resolve("object-" + names.incrementAndGet());
  }

  /** Walks where others add and remove. */
  private abstract static class Visit extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  /**
   * @param own whether the path is this copy's own
   */
  private record FileCopy(Path path, boolean own) implements LocalCopy {

    @Override
    public void close() {
      try {
        if (own) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(path + ": cannot be removed: " + e.getMessage(), e);
      }
    }
  }
}
