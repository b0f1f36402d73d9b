package com.footanalytics.vision.testing;

import com.footanalytics.vision.probe.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of a file as a stream, some at a time, which may stall on the way. Thread-safe. */
public final class TestingSource implements ByteSource {

  private final byte[] bytes;
  private final int atOnce;
  private final int stallsAfter;
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong taken = new AtomicLong();

  private TestingSource(byte[] bytes, int atOnce, int stallsAfter) {
    this.bytes = bytes;
    this.atOnce = atOnce;
    this.stallsAfter = stallsAfter;
  }

  /** All of the content, at most so many bytes at a time. */
  public static TestingSource of(byte[] bytes, int atOnce) {
    return new TestingSource(bytes, atOnce, Integer.MAX_VALUE);
  }

  /** All of the file, at most so many bytes at a time. */
  public static TestingSource of(Path file, int atOnce) {
    return of(content(file), atOnce);
  }

  /** The file's first bytes, after which nothing comes, not even the end. */
  public static TestingSource stalling(Path file, int afterBytes) {
    return new TestingSource(content(file), Integer.MAX_VALUE, afterBytes);
  }

  /** The content of a file. */
  public static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws InterruptedException {
    if (closed.getCount() == 0) {
      throw new CancellationException("closed");
    }
    int at = Math.toIntExact(taken.get());
    int there = Math.min(bytes.length, stallsAfter);
    if (at == there && at < bytes.length) {
      stalled.countDown();
      closed.await();
      throw new CancellationException("closed");
    }
    if (at == there) {
      return END;
    }
    int read = Math.min(Math.min(length, atOnce), there - at);
    System.arraycopy(bytes, at, target, offset, read);
    taken.addAndGet(read);
    return read;
  }

  /** Bytes that were read so far. */
  public long taken() {
    return taken.get();
  }

  /** Waits until somebody waits for what does not come. */
  public void awaitStall() throws InterruptedException {
    stalled.await();
  }

  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
