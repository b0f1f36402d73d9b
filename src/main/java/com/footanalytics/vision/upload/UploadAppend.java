package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.storage.StorageFullException;
import com.footanalytics.vision.upload.Contents.NewVideo;
import com.footanalytics.vision.upload.Contents.Notes;
import com.footanalytics.vision.upload.UploadRows.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One appending to one upload, under a lease. For one thread. */
final class UploadAppend {

  private static final System.Logger LOG = System.getLogger(UploadAppend.class.getName());
  private static final long SAVED_BYTES = 32L << 20;
  private static final long SAVED_NANOS = Duration.ofSeconds(5).toNanos();

  /** How soon it hears that someone else wants to go on. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** How fast, at the least, bytes are put together and stored once all have come. */
  private static final long STORED_PER_SECOND = 4L << 20;

  private static final Duration STORED_AT_LEAST = Duration.ofMinutes(2);

  private final Uploads uploads;
  private final Upload upload;
  private final Lease lease;
  private final UploadTail tail;
  private final Optional<Checksum> checksum;
  private final Optional<MessageDigest> hash;
  private long at;
  private long saved;
  private long savedNanos = System.nanoTime();
  private long lookedNanos = savedNanos;

  /**
   * @param upload as it is when the lease begins
   */
  UploadAppend(
      Uploads uploads, Upload upload, Lease lease, UploadTail tail, Optional<Checksum> checksum) {
    this.uploads = uploads;
    this.upload = upload;
    this.lease = lease;
    this.tail = tail;
    this.checksum = checksum;
    this.hash = uploads.hashes().after(upload.id(), upload.received());
    this.at = upload.received();
    this.saved = at;
  }

  /** The lease went to someone else. */
  private static final class OvertakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Someone else wants to go on, or the upload is gone. */
  private static final class InterruptedAppendException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** The body cannot be read on. */
  private static final class BrokenBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    BrokenBodyException(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /**
   * Appends a body.
   *
   * @throws IOException if the body breaks off or the store fails; what came lies safe then, unless
   *     there is a checksum that it cannot be held against
   */
  AppendAnswer run(UploadBody body) throws IOException {
    try {
      AppendAnswer answer = read(body);
      if (!(answer instanceof AppendAnswer.Grown || answer instanceof AppendAnswer.Whole)) {
        tail.discard();
      }
      return answer;
    } catch (BrokenBodyException e) {
      keepWhatCame();
      throw e.failure;
    } catch (InterruptedAppendException _) {
      keepWhatCame();
      return new AppendAnswer.Interrupted();
    } catch (StorageFullException e) {
      tail.discard();
      return new AppendAnswer.Refused(new UploadAnswer.NoRoom(String.valueOf(e.getMessage())));
    } catch (ClosedChannelException | OvertakenException _) {
      return new AppendAnswer.Busy();
    }
  }

  private AppendAnswer read(UploadBody body) throws IOException {
    byte[] buffer = new byte[Measured.BUFFER_BYTES];
    for (int read = next(body, buffer); read >= 0; read = next(body, buffer)) {
      if (read > upload.length() - at) {
        return new AppendAnswer.TooLong(upload.length());
      }
      if (read > 0) {
        uploads.contents().requireRoom();
        tail.write(ByteBuffer.wrap(buffer, 0, read));
        update(buffer, read);
        at += read;
      }
      look();
      if (checksum.isEmpty() && isDue()) {
        save();
      }
    }
    if (!checksum.map(Checksum::matches).orElse(true)) {
      return new AppendAnswer.Mismatch();
    }
    return at == upload.length() ? finish() : save();
  }

  /** Without an answer of the database it goes on; what cannot be recorded is found out later. */
  private void look() {
    if (System.nanoTime() - lookedNanos < LOOK.toNanos()) {
      return;
    }
    lookedNanos = System.nanoTime();
    boolean mayGoOn = true;
    try {
      mayGoOn = uploads.rows(rows -> rows.mayGoOn(lease));
    } catch (DatabaseException e) {
      LOG.log(System.Logger.Level.DEBUG, "upload " + upload.id() + " goes on", e);
    }
    if (!mayGoOn) {
      throw new InterruptedAppendException();
    }
  }

  private void update(byte[] buffer, int read) {
    hash.ifPresent(digest -> digest.update(buffer, 0, read));
    checksum.ifPresent(sum -> sum.update(buffer, read));
  }

  private static int next(UploadBody body, byte[] buffer) throws IOException {
    try {
      return body.read(buffer, LOOK);
    } catch (IOException e) {
      throw new BrokenBodyException(e);
    }
  }

  private void keepWhatCame() throws IOException {
    try {
      if (checksum.isPresent()) {
        tail.discard();
      } else if (at == upload.length()) {
        finish();
      } else if (at > saved) {
        save();
      }
    } catch (ClosedChannelException | OvertakenException _) {
      // Whoever took over goes on from what was saved before.
    }
  }

  private boolean isDue() {
    return at < upload.length()
        && at > saved
        && (at - saved >= SAVED_BYTES || System.nanoTime() - savedNanos >= SAVED_NANOS);
  }

  private AppendAnswer save() throws IOException {
    List<UploadPart> parts = tail.force();
    boolean held =
        uploads.rows(rows -> rows.advance(lease, at, parts, uploads.now().plus(UploadRows.LEASE)));
    if (!held) {
      throw new OvertakenException();
    }
    hash.ifPresent(digest -> uploads.hashes().keep(upload.id(), at, digest));
    saved = at;
    savedNanos = System.nanoTime();
    return new AppendAnswer.Grown(upload.withReceived(at));
  }

  private AppendAnswer finish() throws IOException {
    Duration time = STORED_AT_LEAST.plusSeconds(upload.length() / STORED_PER_SECOND);
    if (!uploads.rows(rows -> rows.extend(lease, uploads.now().plus(time)))) {
      throw new OvertakenException();
    }
    Path file = tail.whole(uploads.rows(rows -> rows.parts(upload.id())));
    Measured content = hash.isPresent() ? Measured.of(at, hash.get()) : Measured.of(file);
    NewVideo video = new NewVideo(upload.id(), upload.name());
    return switch (uploads.contents().keep(video, file, content, new Completion())) {
      case UploadAnswer.Stored(StoredVideo stored) -> {
        uploads.forgetBytes(upload.id());
        yield new AppendAnswer.Whole(upload.withReceived(upload.length()), stored);
      }
      case UploadAnswer.TooLarge refusal -> refuse(refusal);
      case UploadAnswer.Refused refusal -> refuse(refusal);
      case UploadAnswer.OverQuota refusal -> new AppendAnswer.Refused(refusal);
      case UploadAnswer.NoRoom refusal -> new AppendAnswer.Refused(refusal);
    };
  }

  private AppendAnswer refuse(UploadAnswer.Refusal refusal) throws IOException {
    uploads.terminate(upload.id());
    return new AppendAnswer.Refused(refusal);
  }

  /** Makes the upload whole in the transaction that shows the video. */
  private final class Completion implements Notes {

    @Override
    public void beforeKeeping(Sql sql, Measured content) throws SQLException {
      if (!new UploadRows(sql).know(lease, content.sha256())) {
        throw new OvertakenException();
      }
    }

    @Override
    public void whenKept(Sql sql) throws SQLException {
      UploadRows rows = new UploadRows(sql);
      if (!rows.holds(lease) || !rows.complete(upload.id(), uploads.expiry())) {
        throw new OvertakenException();
      }
    }
  }
}
