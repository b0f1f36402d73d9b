package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.upload.Contents.NewVideo;
import com.footanalytics.vision.upload.Contents.Notes;
import com.footanalytics.vision.upload.UploadRows.Lease;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Uploads that come in pieces and outlive broken connections and processes. A whole one becomes the
 * video of its id in the same step. Thread-safe, and shared by processes that share database and
 * object store.
 */
public final class Uploads {

  /** How long whoever appends has to come to an end before another is told to wait. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration ASKED_LOOK = Duration.ofMillis(50);

  private final VideoStore videos;
  private final UploadBytes bytes;
  private final Duration expiresAfter;
  private final Supplier<String> ids;
  private final Clock clock;
  private final RunningHashes hashes = new RunningHashes();

  /**
   * @param expiresAfter how long an upload waits for more
   * @param ids gives names that were never given before, also not to videos
   */
  public Uploads(
      VideoStore videos,
      UploadBytes bytes,
      Duration expiresAfter,
      Supplier<String> ids,
      Clock clock) {
    this.videos = videos;
    this.bytes = bytes;
    this.expiresAfter = expiresAfter;
    this.ids = ids;
    this.clock = clock;
  }

  /** Bytes of the largest upload. */
  public long maxBytes() {
    return videos.rules().maxBytes();
  }

  /** Makes room for an upload. */
  public UploadCreation create(NewUpload wanted) {
    if (wanted.length() > maxBytes()) {
      return new UploadCreation.Refused(new UploadAnswer.TooLarge(maxBytes()));
    }
    if (wanted.length() == 0) {
      return new UploadCreation.Refused(
          new UploadAnswer.Refused("the upload is empty; send the bytes of a video"));
    }
    Upload upload =
        new Upload(
            ids.get(),
            FileName.plain(wanted.name(), "video"),
            wanted.metadata(),
            wanted.length(),
            0,
            wanted.wantsJob(),
            Optional.empty(),
            expiry());
    Quota quota = contents().quota();
    boolean fits =
        rows(rows -> {
          VideoRows stored = new VideoRows(rows.sql());
          stored.enterGate();
          boolean room = quota.holds(stored, wanted.length(), upload.id());
          if (room) {
            rows.insert(upload, now());
          }
          return room;
        });
    return fits
        ? new UploadCreation.Created(upload)
        : new UploadCreation.Refused(new UploadAnswer.OverQuota(quota.maxBytes()));
  }

  /** An upload as it stands, whole ones and expired ones included until they are swept away. */
  public Optional<Upload> find(String id) throws IOException {
    Optional<Upload> found = VideoStore.isId(id) ? rows(rows -> rows.find(id)) : Optional.empty();
    if (found.isEmpty() || found.get().isWhole()) {
      return found;
    }
    Upload upload = found.get();
    return settle(upload)
        ? rows(rows -> rows.find(id))
        : Optional.of(upload.withReceived(bytes.present(id, upload.received())));
  }

  /**
   * An upload as it stands when nobody appends. Whoever does is asked to come to an end, and what
   * he brought counts; one that does not end soon is left alone.
   */
  public Optional<Upload> findAtRest(String id) throws IOException {
    if (VideoStore.isId(id) && rows(rows -> rows.ask(id))) {
      long endNanos = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < endNanos && rows(rows -> rows.isAsked(id))) {
        LockSupport.parkNanos(ASKED_LOOK.toNanos());
      }
    }
    return find(id);
  }

  public boolean isExpired(Upload upload) {
    return !upload.expiresAt().isAfter(now());
  }

  /**
   * Appends bytes to an upload. Whoever else does is asked to come to an end first.
   *
   * @param offset where they begin
   * @param body read with constant memory; to its end, unless someone else wants to go on
   * @param checksum what they must come to
   * @throws IOException if the body breaks off or the store fails; what came lies safe then, unless
   *     there is a checksum that it cannot be held against
   */
  public AppendAnswer append(String id, long offset, UploadBody body, Optional<Checksum> checksum)
      throws IOException {
    Optional<Upload> found = findAtRest(id);
    if (found.isEmpty()) {
      return new AppendAnswer.Unknown();
    }
    Lease lease = new Lease(id, UUID.randomUUID().toString());
    Optional<AppendAnswer> refusal = lease(lease, offset, found.get().received());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      Optional<? extends UploadTail> tail = bytes.append(id, offset);
      if (tail.isEmpty()) {
        return new AppendAnswer.Busy();
      }
      try (UploadTail open = tail.get()) {
        Upload upload = found.get().withReceived(offset);
        return new UploadAppend(this, upload, lease, open, checksum).run(body);
      }
    } finally {
      rows(rows -> {
        rows.release(lease);
        return true;
      });
    }
  }

  /**
   * Ends an upload and removes its bytes; a video that it has become stays.
   *
   * @return whether there was one
   */
  public boolean terminate(String id) throws IOException {
    boolean found = VideoStore.isId(id) && rows(rows -> rows.delete(id));
    if (found) {
      forgetBytes(id);
    }
    return found;
  }

  /** Records that the job which a whole upload wanted has been started. */
  public void jobStarted(String id) {
    rows(rows -> {
      rows.jobStarted(id);
      return true;
    });
  }

  /**
   * Removes uploads whose time has passed, and bytes of uploads that are no more.
   *
   * @return how many uploads
   */
  int expire(Instant now) throws IOException {
    Set<String> leftovers = new HashSet<>(bytes.ids());
    int expired = 0;
    for (String id : rows(rows -> rows.expired(now))) {
      if (terminate(id)) {
        expired++;
      }
    }
    for (String id : leftovers) {
      if (rows(rows -> rows.find(id)).isEmpty()) {
        bytes.remove(id);
      }
    }
    return expired;
  }

  Contents contents() {
    return videos.contents();
  }

  RunningHashes hashes() {
    return hashes;
  }

  Instant now() {
    return clock.instant();
  }

  Instant expiry() {
    return now().plus(expiresAfter);
  }

  void forgetBytes(String id) throws IOException {
    hashes.forget(id);
    bytes.remove(id);
  }

  /** Statements on uploads. */
  interface OnRows<T> {

    T run(UploadRows rows) throws SQLException;
  }

  <T> T rows(OnRows<T> statements) {
    return videos
        .database()
        .transaction(connection -> statements.run(new UploadRows(new Sql(connection))));
  }

  /**
   * Takes the right to append, or says why not.
   *
   * @param present how many bytes there are
   */
  private Optional<AppendAnswer> lease(Lease lease, long offset, long present) {
    return rows(rows -> {
      Optional<Upload> found = rows.lock(lease.id());
      if (found.isEmpty()) {
        return Optional.of(new AppendAnswer.Unknown());
      }
      Upload upload = found.get();
      if (isExpired(upload)) {
        return Optional.of(new AppendAnswer.Expired());
      }
      if (upload.isWhole() && offset == upload.length()) {
        return Optional.of(whole(rows.sql(), upload));
      }
      if (!upload.isWhole() && rows.isLeased(lease.id(), now())) {
        return Optional.of(new AppendAnswer.Busy());
      }
      long received = upload.isWhole() ? upload.received() : Math.min(upload.received(), present);
      if (offset != received) {
        return Optional.of(new AppendAnswer.WrongOffset(received));
      }
      rows.lease(lease, received, now().plus(UploadRows.LEASE), expiry());
      return Optional.<AppendAnswer>empty();
    });
  }

  private static AppendAnswer whole(Sql sql, Upload upload) throws SQLException {
    Optional<StoredVideo> video = new VideoRows(sql).find(upload.id());
    return video.isPresent()
        ? new AppendAnswer.Whole(upload, video.get())
        : new AppendAnswer.Unknown();
  }

  /** Makes an upload whole whose process died between storing its content and saying so. */
  private boolean settle(Upload upload) throws IOException {
    if (upload.sha256().isEmpty() || rows(rows -> rows.isLeased(upload.id(), now()))) {
      return false;
    }
    try {
      UploadAnswer answer =
          contents()
              .keepStored(
                  new NewVideo(upload.id(), upload.name()),
                  new Measured(upload.length(), upload.sha256().get()),
                  new Settlement(upload.id()));
      if (answer instanceof UploadAnswer.Stored) {
        forgetBytes(upload.id());
        return true;
      }
      return false;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** Says that an upload is whole, unless that was said meanwhile. */
  private final class Settlement implements Notes {

    private final String id;

    Settlement(String id) {
      this.id = id;
    }

    @Override
    public void beforeKeeping(Sql sql, Measured content) {}

    @Override
    public void whenKept(Sql sql) throws SQLException {
      new UploadRows(sql).complete(id, expiry());
    }
  }
}
