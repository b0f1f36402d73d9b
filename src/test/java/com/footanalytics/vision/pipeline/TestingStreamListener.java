package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.sink.FrameResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Remembers what it hears, and may stop listening at the first frame. Thread-safe. */
final class TestingStreamListener implements StreamListener {

  final List<FrameResult> frames = new ArrayList<>();
  final List<Long> skipped = new ArrayList<>();
  final LinkedBlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
  final CompletableFuture<StreamOutcome> ended = new CompletableFuture<>();
  final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch release;
  @Nullable Header header;

  private TestingStreamListener(int held) {
    release = new CountDownLatch(held);
  }

  /** One that takes everything. */
  static TestingStreamListener taking() {
    return new TestingStreamListener(0);
  }

  /** One that waits at the first frame until it is told to go on. */
  static TestingStreamListener holding() {
    return new TestingStreamListener(1);
  }

  void release() {
    release.countDown();
  }

  @Override
  public synchronized void started(Header begun) {
    if (header != null || !frames.isEmpty()) {
      throw new AssertionError("started twice or late");
    }
    header = begun;
  }

  @Override
  public synchronized void frame(FrameResult result, boolean wasSkipped)
      throws InterruptedException {
    holding.countDown();
    release.await();
    frames.add(result);
    if (wasSkipped) {
      skipped.add(result.frame());
    }
    arrived.add(result.frame());
  }

  @Override
  public void ended(StreamOutcome outcome) {
    ended.complete(outcome);
  }
}
