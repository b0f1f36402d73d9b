package com.footanalytics.vision.upload;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One growing file for each upload; its lock keeps other processes out while one appends. */
final class UploadFiles implements UploadBytes {

  private static final String ENDING = ".part";

  private final Path folder;
  private final Map<String, Tail> open = new ConcurrentHashMap<>();

  UploadFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
  }

  @Override
  public long present(String id, long recorded) throws IOException {
    try {
      return Math.min(recorded, Files.size(file(id)));
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  @Override
  public Optional<Tail> append(String id, long first) throws IOException {
    close(id);
    FileChannel channel = FileChannel.open(file(id), CREATE, READ, WRITE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(first).position(first);
    } catch (OverlappingFileLockException _) {
      channel.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    Tail tail = new Tail(id, channel, first);
    open.put(id, tail);
    return Optional.of(tail);
  }

  @Override
  public void remove(String id) throws IOException {
    close(id);
    Files.deleteIfExists(file(id));
  }

  @Override
  public Collection<String> ids() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .toList();
    }
  }

  private void close(String id) throws IOException {
    Tail tail = open.remove(id);
    if (tail != null) {
      tail.channel.close();
    }
  }

  private Path file(String id) {
    return folder.resolve(id + ENDING);
  }

  /** The end of one file. */
  final class Tail implements UploadTail {

    private final String id;
    private final FileChannel channel;
    private long forced;

    Tail(String id, FileChannel channel, long first) {
      this.id = id;
      this.channel = channel;
      this.forced = first;
    }

    @Override
    public void write(ByteBuffer chunk) throws IOException {
      Chunk.write(chunk, channel, folder);
    }

    @Override
    public List<UploadPart> force() throws IOException {
      channel.force(true);
      forced = channel.position();
      return List.of();
    }

    @Override
    public void discard() throws IOException {
      if (channel.isOpen()) {
        channel.truncate(forced).position(forced);
      }
    }

    @Override
    public Path whole(List<UploadPart> recorded) {
      return file(id);
    }

    @Override
    public void close() throws IOException {
      open.remove(id, this);
      channel.close();
    }
  }
}
