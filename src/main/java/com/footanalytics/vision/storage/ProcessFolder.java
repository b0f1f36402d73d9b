package com.footanalytics.vision.storage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for files that are worthless once their process is gone. Processes may share the folder
 * above it: each removes what dead ones left there when it claims its own, and none touches what a
 * living one has. A lock on {@code NAME.lock} beside the folder tells which is which.
 */
public final class ProcessFolder implements AutoCloseable {

  private static final String LOCK = ".lock";

  /**
   * Lock files that this process has locked. It must not open them again: that would end its lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lockFile;
  private final FileChannel channel;

  private ProcessFolder(Path path, Path lockFile, FileChannel channel) {
    this.path = path;
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Makes an empty folder and removes those of dead processes.
   *
   * @param parent created if missing
   * @param name not used by any other living process
   */
  public static ProcessFolder claim(Path parent, String name) throws IOException {
    Durable.createFolders(parent);
    clear(parent);
    Path lockFile = parent.toRealPath().resolve(name + LOCK);
    if (!HELD.add(lockFile)) {
      throw new IOException(lockFile + ": held already; give each folder its own name");
    }
    // Locked before it has the name that others look for, so they never find it free.
    Path unnamed = lockFile.resolveSibling(name + ".new");
    FileChannel channel = lock(unnamed);
    if (channel == null) {
      throw new IOException(lockFile + ": another process has it; give each its own name");
    }
    Files.move(unnamed, lockFile, ATOMIC_MOVE);
    return new ProcessFolder(
        Files.createDirectories(lockFile.resolveSibling(name)), lockFile, channel);
  }

  public Path path() {
    return path;
  }

  /** Removes the folder with all that is in it. */
  @Override
  public void close() {
    try (channel) {
      remove(path);
      Files.deleteIfExists(lockFile);
      HELD.remove(lockFile);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be removed: " + e.getMessage(), e);
    }
  }

  private static void clear(Path parent) throws IOException {
    List<Path> lockFiles;
    try (Stream<Path> files = Files.list(parent.toRealPath())) {
      lockFiles =
          files
              .filter(file -> file.toString().endsWith(LOCK))
              .filter(file -> !HELD.contains(file))
              .toList();
    }
    for (Path lockFile : lockFiles) {
      try (FileChannel channel = lock(lockFile)) {
        if (channel != null) {
          String name = lockFile.getFileName().toString();
          remove(parent.resolve(name.substring(0, name.length() - LOCK.length())));
          Files.deleteIfExists(lockFile);
        }
      }
    }
  }

  /** The open file with its lock, or null where another has the lock. */
  private static @Nullable FileChannel lock(Path lockFile) throws IOException {
    FileChannel channel = FileChannel.open(lockFile, CREATE, WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
