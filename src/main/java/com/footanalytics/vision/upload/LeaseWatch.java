package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.upload.UploadRows.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks, while one appends, whether another wants to go on or the upload is gone, and closes the
 * body then, so that whoever reads it waits no longer. Has a thread of its own until it is closed.
 */
final class LeaseWatch implements AutoCloseable {

  /** How soon one that appends hears that it shall end. */
  static final Duration LOOK = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(LeaseWatch.class.getName());

  private final Uploads uploads;
  private final Lease lease;
  private final InputStream body;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ended;

  private LeaseWatch(Uploads uploads, Lease lease, InputStream body) {
    this.uploads = uploads;
    this.lease = lease;
    this.body = body;
  }

  static LeaseWatch start(Uploads uploads, Lease lease, InputStream body) {
    LeaseWatch watch = new LeaseWatch(uploads, lease, body);
    Thread.ofVirtual().name("lease-watch").start(watch::run);
    return watch;
  }

  /** Whether it has closed the body. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!mayGoOn()) {
          ended = true;
          body.close();
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a body that is given up cannot be closed", e);
    }
  }

  /** Without an answer, it may: whoever cannot record what came finds out by itself. */
  private boolean mayGoOn() {
    try {
      return uploads.rows(rows -> rows.mayGoOn(lease));
    } catch (DatabaseException _) {
      return true;
    }
  }
}
