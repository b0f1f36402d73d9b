package com.footanalytics.vision.upload;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Objects with some bytes of an upload each, whose order the database records. No two appendings
 * write the same object, so one that was overtaken leaves at most an object nobody knows of; it
 * goes with the upload.
 */
final class UploadObjects implements UploadBytes {

  private static final ObjectKey ALL = new ObjectKey("uploads");

  private final ObjectStore objects;

  UploadObjects(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public long present(String id, long recorded) {
    return recorded;
  }

  @Override
  public Optional<Tail> append(String id, long first) throws IOException {
    Path file = objects.staging().resolve(id + "-" + UUID.randomUUID());
    return Optional.of(
        new Tail(ALL.resolve(id), file, FileChannel.open(file, CREATE, WRITE), first));
  }

  @Override
  public void remove(String id) throws IOException {
    objects.deleteAll(ALL.resolve(id));
  }

  @Override
  public Collection<String> ids() throws IOException {
    return objects.list(ALL).stream()
        .map(object -> object.key().value().split("/")[1])
        .collect(Collectors.toSet());
  }

  /** Collects bytes in a local file and puts them as an object when they are forced. */
  final class Tail implements UploadTail {

    private final ObjectKey upload;
    private final Path file;
    private FileChannel channel;
    private long first;

    Tail(ObjectKey upload, Path file, FileChannel channel, long first) {
      this.upload = upload;
      this.file = file;
      this.channel = channel;
      this.first = first;
    }

    @Override
    public void write(ByteBuffer chunk) throws IOException {
      Chunk.write(chunk, channel, objects.staging());
    }

    @Override
    public List<UploadPart> force() throws IOException {
      long bytes = channel.size();
      if (bytes == 0) {
        return List.of();
      }
      UploadPart part =
          new UploadPart(
              first, bytes, upload.resolve("%019d-%s".formatted(first, UUID.randomUUID())));
      objects.put(part.key(), file);
      channel.close();
      channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
      first += bytes;
      return List.of(part);
    }

    @Override
    public void discard() throws IOException {
      channel.truncate(0).position(0);
    }

    @Override
    public Path whole(List<UploadPart> recorded) throws IOException {
      if (recorded.isEmpty()) {
        return file;
      }
      Path whole = wholeFile();
      try (OutputStream out = Files.newOutputStream(whole)) {
        long at = 0;
        for (UploadPart part : recorded) {
          if (part.firstByte() != at) {
            throw new IOException("%s: no bytes at %d; upload it again".formatted(upload, at));
          }
          try (InputStream in = objects.read(part.key(), 0, part.bytes())) {
            at += in.transferTo(out);
          }
        }
        Files.copy(file, out);
      } catch (IOException e) {
        throw StorageFullException.orItself(e, objects.staging());
      }
      return whole;
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(file);
      Files.deleteIfExists(wholeFile());
    }

    private Path wholeFile() {
      return file.resolveSibling(file.getFileName() + ".whole");
    }
  }
}
