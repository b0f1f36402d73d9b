package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionPoolTest {

  private final CountedSession one = new CountedSession();
  private final CountedSession two = new CountedSession();

  @Test
  void borrowersAtTheSameTimeHaveSessionsOfTheirOwn() throws InterruptedException {
    SessionPool<CountedSession> pool = new SessionPool<>(List.of(one, two));
    pool.with(outer -> {
      assertNotSame(outer, borrowed(pool));
      return true;
    });
    pool.close();
  }

  @Test
  void aBorrowerWaitsForTheOneBefore() throws Exception {
    SessionPool<CountedSession> pool = new SessionPool<>(List.of(one));
    FutureTask<CountedSession> second = new FutureTask<>(() -> borrowed(pool));
    pool.with(_ -> {
      Thread waiting = Thread.ofPlatform().start(second);
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertFalse(second.isDone());
      return true;
    });
    assertSame(one, second.get());
    pool.close();
  }

  @Test
  void aFailureBringsTheSessionBack() throws InterruptedException {
    SessionPool<CountedSession> pool = new SessionPool<>(List.of(one));
    IllegalStateException failure = new IllegalStateException("torn");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                pool.with(_ -> {
                  throw failure;
                })));
    assertSame(one, borrowed(pool));
    pool.close();
  }

  @Test
  void closingFreesEverySessionOnceAndKeepsAnInterrupt() {
    SessionPool<CountedSession> pool = new SessionPool<>(List.of(one, two));
    Thread.currentThread().interrupt();
    pool.close();
    assertEquals(true, Thread.interrupted());
    assertEquals(List.of(1, 1), List.of(one.closed, two.closed));
  }

  private static CountedSession borrowed(SessionPool<CountedSession> pool) {
    try {
      return pool.with(session -> session);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class CountedSession implements InferenceSession {

    private int closed;

    @Override
    public Outputs run(ByteBuffer images, int count) {
      return new Outputs(Map.of());
    }

    @Override
    public Signature signature() {
      return new Signature(List.of(), List.of());
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
      return List.of();
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
