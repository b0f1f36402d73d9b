package com.footanalytics.vision.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a thread that may wait. Every byte that arrived comes out of it, also
 * of a body that breaks off: only then the reading fails. Holds about 1 MiB and makes the sender
 * wait for the reader. For one reader.
 */
final class BodyStream extends InputStream {

  private static final int MOST_BYTES = 1 << 20;
  private static final int FEW_BYTES = 1 << 18;

  private final HttpServerRequest request;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Buffer> arrived = new ArrayDeque<>();
  private Buffer current = Buffer.buffer(0);
  private int at;
  private int waitingBytes;
  private boolean isPaused;
  private boolean isEnded;
  private boolean isClosed;
  private @Nullable Throwable failure;

  private BodyStream(HttpServerRequest request) {
    this.request = request;
  }

  /**
   * @param request paused, and not read by anyone else
   */
  static BodyStream of(HttpServerRequest request) {
    BodyStream body = new BodyStream(request);
    if (request.isEnded()) {
      body.isEnded = true;
      return body;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request.exceptionHandler(body::broke);
    request.endHandler(_ -> body.ended());
    request.handler(body::came);
    request.resume();
    return body;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == current.length() && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length() - at);
    current.getBytes(at, at + count, target, offset);
    at += count;
    return count;
  }

  /**
   * Reads some bytes.
   *
   * @param patience how long to wait for one at least
   * @return how many came, 0 if none did in time; -1 at the end
   */
  int read(byte[] target, Duration patience) throws IOException {
    return awaitBytes(patience) ? read(target) : 0;
  }

  /** What still comes waits for the answer, after which {@link UnreadBody} drops it. */
  @Override
  public void close() {
    boolean pause;
    lock.lock();
    try {
      isClosed = true;
      arrived.clear();
      pause = !isPaused && !isEnded && failure == null;
      isPaused = true;
    } finally {
      lock.unlock();
    }
    if (pause) {
      request.pause();
    }
  }

  /** Whether bytes, the end or a failure came in time. */
  private boolean awaitBytes(Duration patience) throws IOException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (left > 0
          && at == current.length()
          && arrived.isEmpty()
          && !isEnded
          && failure == null) {
        left = changed.awaitNanos(left);
      }
      return left > 0;
    } catch (InterruptedException _) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Goes on to the next bytes; false at the end. */
  private boolean next() throws IOException {
    boolean resume = false;
    lock.lock();
    try {
      while (arrived.isEmpty()) {
        if (failure != null) {
          throw new IOException("the body broke off: " + failure.getMessage(), failure);
        }
        if (isEnded) {
          return false;
        }
        changed.await();
      }
      current = arrived.remove();
      at = 0;
      waitingBytes -= current.length();
      if (isPaused && waitingBytes < FEW_BYTES) {
        isPaused = false;
        resume = true;
      }
    } catch (InterruptedException _) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
    if (resume) {
      request.resume();
    }
    return true;
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while the body came in");
  }

  private void came(Buffer bytes) {
    lock.lock();
    try {
      if (isClosed) {
        return;
      }
      arrived.add(bytes);
      waitingBytes += bytes.length();
      if (!isPaused && waitingBytes > MOST_BYTES) {
        isPaused = true;
        request.pause();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      isEnded = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void broke(Throwable reason) {
    lock.lock();
    try {
      failure = reason;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
