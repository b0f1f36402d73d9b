package com.footanalytics.vision.upload;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps videos in a folder: each content once under its hash, each upload as a small record that
 * points there. Content gets its final name only when it is whole and accepted. Thread-safe; one
 * process at a time.
 */
public final class VideoStore {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path incoming;
  private final Path contents;
  private final VideoRecords records;
  private final long maxBytes;
  private final ContentCheck check;
  private final Supplier<String> ids;

  /**
   * Opens the store and removes what unfinished uploads left behind.
   *
   * @param folder created if missing
   * @param maxBytes the largest content
   * @param check says which content is taken
   * @param ids gives names that were never given before
   */
  public VideoStore(Path folder, long maxBytes, ContentCheck check, Supplier<String> ids)
      throws IOException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("max bytes: " + maxBytes + " (expected: >= 1)");
    }
    this.incoming = Files.createDirectories(folder.resolve("incoming"));
    this.contents = Files.createDirectories(folder.resolve("content"));
    this.records = new VideoRecords(Files.createDirectories(folder.resolve("videos")), contents);
    this.maxBytes = maxBytes;
    this.check = check;
    this.ids = ids;
    clear(incoming);
  }

  /**
   * Takes the content that {@code body} holds up to its end.
   *
   * @param body read at the pace of the disk with constant memory; not closed
   * @param name the file name it is handed in with
   * @throws IOException if the body breaks off or the disk fails; nothing is left then
   */
  public UploadAnswer store(InputStream body, String name) throws IOException {
    String id = ids.get();
    Path part = incoming.resolve(id + ".part");
    try {
      MessageDigest digest = sha256();
      long bytes;
      try (FileChannel file = FileChannel.open(part, CREATE_NEW, WRITE)) {
        bytes = read(body, digest, chunk -> writeAll(file, chunk));
        file.force(true);
      }
      return keep(part, bytes, digest, id, name);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Takes a file that lies on the same disk; it is gone afterwards, whatever the answer.
   *
   * @param file the whole content
   * @param name the file name it is handed in with
   * @throws IOException if the disk fails
   */
  public UploadAnswer adopt(Path file, String name) throws IOException {
    try {
      MessageDigest digest = sha256();
      long bytes;
      try (FileChannel content = FileChannel.open(file, READ, WRITE)) {
        bytes = read(Channels.newInputStream(content), digest, _ -> {});
        content.force(true);
      }
      return keep(file, bytes, digest, ids.get(), name);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private UploadAnswer keep(Path part, long bytes, MessageDigest digest, String id, String name)
      throws IOException {
    if (bytes > maxBytes) {
      return new UploadAnswer.TooLarge(maxBytes);
    }
    if (bytes == 0) {
      return new UploadAnswer.Refused("the body is empty; send the bytes of a video");
    }
    Optional<String> objection = check.objectionTo(part);
    if (objection.isPresent()) {
      return new UploadAnswer.Refused(objection.get());
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    Path content = contents.resolve(hash);
    if (!Files.exists(content)) {
      Files.move(part, content, ATOMIC_MOVE);
    }
    StoredVideo video = new StoredVideo(id, FileName.plain(name, "video"), hash, bytes, content);
    records.write(video);
    return new UploadAnswer.Stored(video);
  }

  /** The video with that id; empty where {@code id} names none, whatever it holds. */
  public Optional<StoredVideo> find(String id) throws IOException {
    return records.read(id);
  }

  /** Reads to the end or just beyond the limit, and says how far that was. */
  private long read(InputStream body, MessageDigest digest, Sink sink) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      total += read;
      if (total > maxBytes) {
        return total;
      }
      digest.update(buffer, 0, read);
      sink.write(ByteBuffer.wrap(buffer, 0, read));
    }
    return total;
  }

  private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Takes bytes; all that remain in the buffer. */
  private interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> leftovers = Files.list(folder)) {
      for (Path leftover : leftovers.filter(Files::isRegularFile).toList()) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
