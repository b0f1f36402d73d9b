package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionPoolTest {

  private final CountedSession one = new CountedSession();
  private final CountedSession two = new CountedSession();

  @Test
  void borrowersAtTheSameTimeHaveSessionsOfTheirOwn() throws InterruptedException {
    SessionPool pool = new SessionPool(List.of(one, two));
    pool.with(outer -> {
      assertNotSame(outer, borrowed(pool).orElseThrow());
      return true;
    });
    pool.close();
  }

  @Test
  void whoCannotWaitGetsNone() throws InterruptedException {
    SessionPool pool = new SessionPool(List.of(one));
    assertEquals(Optional.empty(), pool.with(_ -> borrowed(pool)));
    assertSame(one, borrowed(pool).orElseThrow());
    pool.close();
  }

  @Test
  void aFailureBringsTheSessionBack() throws InterruptedException {
    SessionPool pool = new SessionPool(List.of(one));
    IllegalStateException failure = new IllegalStateException("torn");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                pool.with(_ -> {
                  throw failure;
                })));
    assertSame(one, borrowed(pool).orElseThrow());
    pool.close();
  }

  @Test
  void closingFreesEverySessionOnceAndKeepsAnInterrupt() {
    SessionPool pool = new SessionPool(List.of(one, two));
    Thread.currentThread().interrupt();
    pool.close();
    assertEquals(true, Thread.interrupted());
    assertEquals(List.of(1, 1), List.of(one.closed, two.closed));
  }

  private static Optional<InferenceSession> borrowed(SessionPool pool) {
    try {
      return pool.with(0, session -> session);
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
