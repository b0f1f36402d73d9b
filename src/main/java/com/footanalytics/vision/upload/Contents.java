package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.StorageFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * The one way in which content comes into the store and leaves it. A content's row is locked
 * whenever a video takes hold of it and while its object is removed, so that neither two uploads of
 * the same content nor an upload and a removal can come between each other, in whatever processes.
 * Thread-safe.
 */
final class Contents {

  private static final ObjectKey ALL = new ObjectKey("contents");
  private static final int TRIES = 3;

  private final Database database;
  private final ObjectStore objects;
  private final UploadRules rules;
  private final Quota quota;
  private final Clock clock;

  Contents(Database database, ObjectStore objects, UploadRules rules, Clock clock) {
    this.database = database;
    this.objects = objects;
    this.rules = rules;
    this.quota = new Quota(rules.maxStoredBytes());
    this.clock = clock;
  }

  /** A video on its way in. */
  record NewVideo(String id, String name) {}

  /** What else is written when a video is kept. */
  interface Notes {

    Notes NONE =
        new Notes() {
          @Override
          public void beforeKeeping(Sql sql, Measured content) {}

          @Override
          public void whenKept(Sql sql) {}
        };

    /** In the transaction after which the content is put into the store. */
    void beforeKeeping(Sql sql, Measured content) throws SQLException;

    /** In the transaction that shows the video. */
    void whenKept(Sql sql) throws SQLException;
  }

  static ObjectKey key(String sha256) {
    return ALL.resolve(sha256);
  }

  /**
   * @throws com.footanalytics.vision.storage.StorageFullException if the disk is all but full
   */
  void requireRoom() throws IOException {
    objects.requireRoom();
  }

  Quota quota() {
    return quota;
  }

  /**
   * Keeps a video if the rules take it.
   *
   * @param file the whole content; may be gone afterwards, else stays the caller's
   * @param content what the file holds
   */
  UploadAnswer keep(NewVideo video, Path file, Measured content, Notes notes) throws IOException {
    if (content.bytes() > rules.maxBytes()) {
      return new UploadAnswer.TooLarge(rules.maxBytes());
    }
    if (content.bytes() == 0) {
      return new UploadAnswer.Refused("the body is empty; send the bytes of a video");
    }
    Optional<String> objection = rules.check().objectionTo(file);
    return objection.isPresent()
        ? new UploadAnswer.Refused(objection.get())
        : place(video, content, notes, key -> objects.put(key, file));
  }

  /**
   * Keeps a video whose content was accepted before, if its object is in the store.
   *
   * @throws java.nio.file.NoSuchFileException if it is not
   */
  UploadAnswer keepStored(NewVideo video, Measured content, Notes notes) throws IOException {
    return place(
        video,
        content,
        notes,
        key -> {
          throw new java.nio.file.NoSuchFileException(key.value());
        });
  }

  /** Removes a content unless a video has it. */
  boolean removeUnused(String sha256) throws IOException {
    try {
      return database.transaction(connection -> {
        boolean unused = new VideoRows(new Sql(connection)).deleteUnusedContent(sha256);
        if (unused) {
          removeObjects(sha256);
        }
        return unused;
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Brings an object into the store. */
  private interface Putting {

    void put(ObjectKey key) throws IOException;
  }

  private UploadAnswer place(NewVideo video, Measured content, Notes notes, Putting putting)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (!claim(video, content, notes)) {
        return new UploadAnswer.OverQuota(quota.maxBytes());
      }
      boolean kept = false;
      try {
        ObjectKey key = key(content.sha256());
        if (objects.size(key).orElse(-1) != content.bytes()) {
          putting.put(key);
        }
        Optional<StoredVideo> shown = show(video, notes);
        kept = shown.isPresent();
        if (kept) {
          return new UploadAnswer.Stored(shown.orElseThrow());
        }
      } catch (StorageFullException e) {
        return new UploadAnswer.NoRoom(String.valueOf(e.getMessage()));
      } finally {
        if (!kept) {
          forget(video);
        }
      }
    }
    throw new IOException("video %s: removed while it was stored; try again".formatted(video.id()));
  }

  /** From here on the content's row stays, and with it the object. */
  private boolean claim(NewVideo video, Measured content, Notes notes) {
    return database.transaction(connection -> {
      Sql sql = new Sql(connection);
      VideoRows rows = new VideoRows(sql);
      rows.enterGate();
      if (!rows.lockContent(content.sha256())) {
        if (!quota.holds(rows, content.bytes(), video.id())) {
          return false;
        }
        rows.insertContent(content.sha256(), content.bytes(), clock.instant());
      }
      rows.insertUnready(video.id(), video.name(), content.sha256(), clock.instant());
      notes.beforeKeeping(sql, content);
      return true;
    });
  }

  private Optional<StoredVideo> show(NewVideo video, Notes notes) {
    return database.transaction(connection -> {
      Sql sql = new Sql(connection);
      VideoRows rows = new VideoRows(sql);
      if (!rows.makeReady(video.id())) {
        return Optional.empty();
      }
      notes.whenKept(sql);
      return rows.find(video.id());
    });
  }

  private void forget(NewVideo video) {
    database.transaction(connection -> {
      new VideoRows(new Sql(connection)).deleteUnready(video.id());
      return true;
    });
  }

  private void removeObjects(String sha256) {
    try {
      objects.delete(key(sha256));
      objects.delete(ALL.resolve(sha256 + ".index"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
