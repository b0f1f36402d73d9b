package com.footanalytics.vision.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name under which a process works on jobs, and its right to it: one data folder has one name,
 * which outlives the process, and one process at a time. Thread-safe.
 */
public final class WorkerIdentity implements AutoCloseable {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9.-]{1,30}-[0-9a-f]{16}");
  private static final int HOST_CHARACTERS = 30;

  private final String name;
  private final Path dataDir;
  private final FileChannel lock;

  private WorkerIdentity(String name, Path dataDir, FileChannel lock) {
    this.name = name;
    this.dataDir = dataDir;
    this.lock = lock;
  }

  /**
   * Takes the data folder for this process until {@link #close} or its death.
   *
   * @param dataDir the data folder; created if missing
   * @param host says in the name where the worker first ran
   * @throws IllegalStateException if another process has the folder
   * @throws UncheckedIOException if it cannot be written
   */
  public static WorkerIdentity open(Path dataDir, String host, RandomGenerator random) {
    try {
      Files.createDirectories(dataDir);
      // Not the file with the name: closing any channel on a locked file would give the lock up.
      FileChannel lock =
          FileChannel.open(
              dataDir.resolve("worker-id.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      try {
        if (!locked(lock)) {
          throw new IllegalStateException(
              "data folder %s: another process works in it; give each its own folder by ML_PIPELINE_DATA_DIR"
                  .formatted(dataDir.toAbsolutePath()));
        }
        return new WorkerIdentity(name(dataDir.resolve("worker-id"), host, random), dataDir, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "data folder %s: cannot be used (%s); set ML_PIPELINE_DATA_DIR to a writable folder"
              .formatted(dataDir.toAbsolutePath(), e.getMessage()),
          e);
    }
  }

  /** At most 47 characters; unique among all workers. */
  public String name() {
    return name;
  }

  /** Where the JVM leaves the log of a fatal error. */
  Path crashes() {
    return dataDir.resolve("crashes");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static String name(Path file, String host, RandomGenerator random) throws IOException {
    if (Files.exists(file)) {
      String known = new String(Files.readAllBytes(file), UTF_8).strip();
      if (FORM.matcher(known).matches()) {
        return known;
      }
    }
    String plain = host.replaceAll("[^A-Za-z0-9.-]", "-");
    String start = plain.isEmpty() ? "worker" : plain;
    String made =
        "%s-%016x"
            .formatted(
                start.substring(0, Math.min(HOST_CHARACTERS, start.length())), random.nextLong());
    Files.writeString(file, made + "\n");
    return made;
  }
}
