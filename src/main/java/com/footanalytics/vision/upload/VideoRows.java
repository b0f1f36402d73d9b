package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Videos and contents in the database, within one transaction. */
record VideoRows(Sql sql) {

  private static final String VIDEOS =
      "select v.id, v.name, v.sha256, c.bytes, v.created_at"
          + " from video v join content c on c.sha256 = v.sha256 where v.ready ";

  /** Waits for whoever else adds bytes, and makes them wait until the transaction ends. */
  void enterGate() throws SQLException {
    sql.number("select id from storage_gate where id = 1 for update");
  }

  /** Whether there is such a content; if so it stays until the transaction ends. */
  boolean lockContent(String sha256) throws SQLException {
    return sql.first(
            "select sha256 from content where sha256 = ? for update",
            row -> row.getString(1),
            sha256)
        .isPresent();
  }

  void insertContent(String sha256, long bytes, Instant now) throws SQLException {
    sql.update(
        "insert into content (sha256, bytes, created_at) values (?, ?, ?)", sha256, bytes, now);
  }

  /** Removes a content, unless a video has it. */
  boolean deleteUnusedContent(String sha256) throws SQLException {
    return lockContent(sha256)
        && sql.number("select count(*) from video where sha256 = ?", sha256) == 0
        && sql.update("delete from content where sha256 = ?", sha256) == 1;
  }

  List<String> unusedContents() throws SQLException {
    return sql.list(
        "select sha256 from content c where not exists"
            + " (select 1 from video v where v.sha256 = c.sha256)",
        row -> row.getString(1));
  }

  /** Bytes of all contents, and what unfinished uploads but one have announced. */
  long bytes(String exceptUpload) throws SQLException {
    return sql.number(
        "select (select coalesce(sum(bytes), 0) from content) + (select coalesce(sum(length), 0)"
            + " from upload where received < length and id <> ?)",
        exceptUpload);
  }

  void insertUnready(String id, String name, String sha256, Instant now) throws SQLException {
    sql.update("delete from video where id = ? and not ready", id);
    sql.update(
        "insert into video (id, name, sha256, ready, created_at) values (?, ?, ?, false, ?)",
        id,
        name,
        sha256,
        now);
  }

  boolean makeReady(String id) throws SQLException {
    return sql.update("update video set ready = true where id = ?", id) == 1;
  }

  void deleteUnready(String id) throws SQLException {
    sql.update("delete from video where id = ? and not ready", id);
  }

  int deleteUnreadyBefore(Instant before) throws SQLException {
    return sql.update("delete from video where not ready and created_at < ?", before);
  }

  boolean delete(String id) throws SQLException {
    return sql.update("delete from video where id = ? and ready", id) == 1;
  }

  Optional<StoredVideo> find(String id) throws SQLException {
    return sql.first(VIDEOS + "and v.id = ?", VideoRows::video, id);
  }

  List<StoredVideo> newestFirst(int limit, Optional<String> after) throws SQLException {
    return after.isPresent()
        ? sql.list(
            VIDEOS + "and v.id < ? order by v.id desc limit ?",
            VideoRows::video,
            after.get(),
            limit)
        : sql.list(VIDEOS + "order by v.id desc limit ?", VideoRows::video, limit);
  }

  List<String> idsBefore(Instant before) throws SQLException {
    return sql.list(
        "select id from video where ready and created_at < ? order by id",
        row -> row.getString(1),
        before);
  }

  private static StoredVideo video(ResultSet row) throws SQLException {
    return new StoredVideo(
        row.getString("id"),
        row.getString("name"),
        row.getString("sha256"),
        row.getLong("bytes"),
        Sql.instant(row, "created_at"));
  }
}
