package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.storage.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Uploads in the database, within one transaction. */
record UploadRows(Sql sql) {

  /** How long whoever appends may be silent before another may take over. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final String UPLOAD =
      "select id, name, metadata, length, received, wants_job, sha256, expires_at from upload"
          + " where id = ?";

  /**
   * Someone's right to append until a time; past it, as long as nobody else has taken it.
   *
   * @param token tells one from another
   */
  record Lease(String id, String token) {}

  void insert(Upload upload, Instant now) throws SQLException {
    sql.update(
        "insert into upload (id, name, metadata, length, received, wants_job, created_at,"
            + " expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        upload.id(),
        upload.name(),
        upload.metadata(),
        upload.length(),
        upload.received(),
        upload.wantsJob(),
        now,
        upload.expiresAt());
  }

  Optional<Upload> find(String id) throws SQLException {
    return sql.first(UPLOAD, UploadRows::upload, id);
  }

  /** Finds it and keeps others from it until the transaction ends. */
  Optional<Upload> lock(String id) throws SQLException {
    return sql.first(UPLOAD + " for update", UploadRows::upload, id);
  }

  boolean isLeased(String id, Instant now) throws SQLException {
    return sql.number(
            "select count(*) from upload where id = ? and lease is not null and lease_until > ?",
            id,
            now)
        > 0;
  }

  /**
   * Asks whoever appends to come to an end.
   *
   * @return whether someone does
   */
  boolean ask(String id) throws SQLException {
    return sql.update(
            "update upload set lease_asked = lease where id = ? and lease is not null", id)
        == 1;
  }

  /** Whether the one that was asked last to come to an end has not. */
  boolean isAsked(String id) throws SQLException {
    return sql.number("select count(*) from upload where id = ? and lease = lease_asked", id) > 0;
  }

  void lease(Lease lease, long received, Instant until, Instant expiresAt) throws SQLException {
    sql.update(
        "update upload set lease = ?, lease_until = ?, received = ?, expires_at = ? where id = ?",
        lease.token(),
        until,
        received,
        expiresAt,
        lease.id());
  }

  /** Records bytes that lie safe, unless the lease is lost. */
  boolean advance(Lease lease, long received, List<UploadPart> parts, Instant until)
      throws SQLException {
    boolean held =
        sql.update(
                "update upload set received = ?, lease_until = ? where id = ? and lease = ?",
                received,
                until,
                lease.id(),
                lease.token())
            == 1;
    for (UploadPart part : held ? parts : List.<UploadPart>of()) {
      sql.update(
          "insert into upload_part (upload_id, first_byte, bytes, object_key) values (?, ?, ?, ?)",
          lease.id(),
          part.firstByte(),
          part.bytes(),
          part.key().value());
    }
    return held;
  }

  boolean extend(Lease lease, Instant until) throws SQLException {
    return sql.update(
            "update upload set lease_until = ? where id = ? and lease = ?",
            until,
            lease.id(),
            lease.token())
        == 1;
  }

  void release(Lease lease) throws SQLException {
    sql.update(
        "update upload set lease = null where id = ? and lease = ?", lease.id(), lease.token());
  }

  /** Records what the content will be, unless the lease is lost. */
  boolean know(Lease lease, String sha256) throws SQLException {
    return sql.update(
            "update upload set sha256 = ? where id = ? and lease = ?",
            sha256,
            lease.id(),
            lease.token())
        == 1;
  }

  /** Records that it is whole, if it was not. */
  boolean complete(String id, Instant expiresAt) throws SQLException {
    sql.update("delete from upload_part where upload_id = ?", id);
    return sql.update(
            "update upload set received = length, lease = null, expires_at = ?"
                + " where id = ? and received < length",
            expiresAt,
            id)
        == 1;
  }

  /** Whether the lease is still held, and its holder not asked to come to an end. */
  boolean mayGoOn(Lease lease) throws SQLException {
    return holds(lease) && !isAsked(lease.id());
  }

  boolean holds(Lease lease) throws SQLException {
    return sql.number(
            "select count(*) from upload where id = ? and lease = ?", lease.id(), lease.token())
        == 1;
  }

  List<UploadPart> parts(String id) throws SQLException {
    return sql.list(
        "select first_byte, bytes, object_key from upload_part where upload_id = ?"
            + " order by first_byte",
        row ->
            new UploadPart(
                row.getLong("first_byte"),
                row.getLong("bytes"),
                new ObjectKey(row.getString("object_key"))),
        id);
  }

  void jobStarted(String id) throws SQLException {
    sql.update("update upload set wants_job = false where id = ?", id);
  }

  boolean delete(String id) throws SQLException {
    return sql.update("delete from upload where id = ?", id) == 1;
  }

  /** Expired uploads to which nobody appends. */
  List<String> expired(Instant now) throws SQLException {
    return sql.list(
        "select id from upload where expires_at <= ? and (lease is null or lease_until <= ?)",
        row -> row.getString(1),
        now,
        now);
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getString("id"),
        row.getString("name"),
        row.getString("metadata"),
        row.getLong("length"),
        row.getLong("received"),
        row.getBoolean("wants_job"),
        Optional.ofNullable(row.getString("sha256")),
        Sql.instant(row, "expires_at").orElseThrow());
  }
}
