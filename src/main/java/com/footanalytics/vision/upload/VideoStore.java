package com.footanalytics.vision.upload;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.StorageFullException;
import com.footanalytics.vision.upload.Contents.NewVideo;
import com.footanalytics.vision.upload.Contents.Notes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Videos: each content once in the object store under its hash, each video as a row that names its
 * content. Thread-safe, and shared by processes that share database and object store.
 */
public final class VideoStore {

  private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");

  private final Database database;
  private final ObjectStore objects;
  private final UploadRules rules;
  private final Supplier<String> ids;
  private final Contents contents;

  /**
   * @param ids gives names that were never given before, each sorted after the one before
   */
  public VideoStore(
      Database database,
      ObjectStore objects,
      UploadRules rules,
      Supplier<String> ids,
      Clock clock) {
    this.database = database;
    this.objects = objects;
    this.rules = rules;
    this.ids = ids;
    this.contents = new Contents(database, objects, rules, clock);
  }

  /**
   * Takes the content that {@code body} holds up to its end.
   *
   * @param body read at the pace of the disk with constant memory; not closed
   * @param name the file name it is handed in with
   * @throws IOException if the body breaks off or the store fails; nothing is left then
   */
  public UploadAnswer store(InputStream body, String name) throws IOException {
    String id = ids.get();
    Path part = objects.staging().resolve(id + ".part");
    long storedBytes = rows(rows -> rows.bytes(id));
    Body arriving = new Body(body, storedBytes);
    try (FileChannel file = FileChannel.open(part, CREATE_NEW, WRITE)) {
      Optional<UploadAnswer> refusal = arriving.drainTo(file);
      return refusal.isPresent()
          ? refusal.get()
          : contents.keep(newVideo(id, name), part, arriving.measured(), Notes.NONE);
    } catch (StorageFullException e) {
      return new UploadAnswer.NoRoom(String.valueOf(e.getMessage()));
    } finally {
      contents.quota().ended(arriving.bytes);
      Files.deleteIfExists(part);
    }
  }

  /** Whether {@code text} could name a video. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public Optional<StoredVideo> find(String id) {
    return isId(id) ? rows(rows -> rows.find(id)) : Optional.empty();
  }

  /**
   * Videos, newest first.
   *
   * @param limit the most that are wanted, at least 1
   * @param after only videos older than this one, which itself need not exist
   */
  public List<StoredVideo> list(int limit, Optional<String> after) {
    return rows(rows -> rows.newestFirst(limit, after.filter(VideoStore::isId)));
  }

  /**
   * Deletes a video, and its content if no other video has the same.
   *
   * @throws IOException if the object store fails; the video is gone then, and its content goes
   *     with the next sweep
   */
  public VideoDeletion delete(String id, VideoUse use) throws IOException {
    Optional<StoredVideo> found = find(id);
    if (found.isEmpty()) {
      return VideoDeletion.UNKNOWN;
    }
    if (use.isInUse(id)) {
      return VideoDeletion.IN_USE;
    }
    boolean deleted = rows(rows -> rows.delete(id));
    contents.removeUnused(found.get().sha256());
    return deleted ? VideoDeletion.DELETED : VideoDeletion.UNKNOWN;
  }

  /** Bytes of all contents, and those that unfinished uploads have announced. */
  public long storedBytes() {
    return rows(rows -> rows.bytes(/* exceptUpload= */ ""));
  }

  Contents contents() {
    return contents;
  }

  Database database() {
    return database;
  }

  UploadRules rules() {
    return rules;
  }

  List<String> idsBefore(Instant before) {
    return rows(rows -> rows.idsBefore(before));
  }

  /**
   * Removes contents that no video has.
   *
   * @param abandoned videos that have not come into the store since then hold none
   */
  int removeUnused(Instant abandoned) throws IOException {
    rows(rows -> rows.deleteUnreadyBefore(abandoned));
    int removed = 0;
    for (String sha256 : rows(VideoRows::unusedContents)) {
      if (contents.removeUnused(sha256)) {
        removed++;
      }
    }
    return removed;
  }

  private static NewVideo newVideo(String id, String name) {
    return new NewVideo(id, FileName.plain(name, "video"));
  }

  /** Statements on videos. */
  private interface OnRows<T> {

    T run(VideoRows rows) throws SQLException;
  }

  private <T> T rows(OnRows<T> statements) {
    return database.transaction(connection -> statements.run(new VideoRows(new Sql(connection))));
  }

  /** Content on its way in, hashed as it goes by. */
  private final class Body {

    private final InputStream body;
    private final long storedBytes;
    private final MessageDigest digest = Measured.newSha256();
    private long bytes;

    Body(InputStream body, long storedBytes) {
      this.body = body;
      this.storedBytes = storedBytes;
    }

    /** Writes all of it, unless it is refused midway. */
    Optional<UploadAnswer> drainTo(FileChannel file) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(Measured.BUFFER_BYTES);
      int read = body.read(buffer.array());
      while (read >= 0) {
        bytes += read;
        if (!contents.quota().arrived(read, storedBytes)) {
          return Optional.of(new UploadAnswer.OverQuota(rules.maxStoredBytes()));
        }
        if (bytes > rules.maxBytes()) {
          return Optional.of(new UploadAnswer.TooLarge(rules.maxBytes()));
        }
        digest.update(buffer.array(), 0, read);
        write(file, buffer.limit(read).position(0));
        read = body.read(buffer.clear().array());
      }
      return Optional.empty();
    }

    Measured measured() {
      return Measured.of(bytes, digest);
    }

    private void write(FileChannel file, ByteBuffer chunk) throws IOException {
      objects.requireRoom();
      Chunk.write(chunk, file, objects.staging());
    }
  }
}
