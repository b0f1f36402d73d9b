package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingBodyTest {

  private final NativePool pool = new NativePool(1 << 24);

  @AfterEach
  void nothingLeaks() {
    assertEquals(0, pool.takenBytes());
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20_000, 3_000_000})
  void piecesBecomeOneBody(int expected) {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    try (var body = new IncomingBody(pool, 1 << 22, expected)) {
      for (int from = 0; from < content.length; from += 7777) {
        body.append(ByteBuffer.wrap(content, from, Math.min(7777, content.length - from)));
      }
      try (RequestMemory memory = body.finish()) {
        assertArrayEquals(content, memory.body().toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  @Test
  void anAnnouncedBodyTakesLittleUntilMuchHasCome() {
    try (var body = new IncomingBody(pool, 1 << 26, 1 << 26)) {
      assertEquals(0, pool.takenBytes());
      body.append(ByteBuffer.allocate(1));
      assertEquals(1 << 20, pool.takenBytes());
    }
  }

  @Test
  void aBodyOfTheLimitIsTakenAndOneByteMoreIsNot() {
    try (var body = new IncomingBody(pool, 100_000, 0)) {
      body.append(ByteBuffer.allocate(100_000));
      FailureException e =
          assertThrows(FailureException.class, () -> body.append(ByteBuffer.allocate(1)));
      assertEquals(Failure.Code.TOO_LARGE, e.failure().code());
      assertTrue(e.failure().message().contains("100000"));
    }
  }

  @Test
  void withoutRoomABodyIsRefusedForNow() {
    try (var small = new NativePool(1 << 14);
        var first = new IncomingBody(small, 1 << 24, 0);
        var second = new IncomingBody(small, 1 << 24, 0)) {
      first.append(ByteBuffer.allocate(1));
      FailureException e =
          assertThrows(FailureException.class, () -> second.append(ByteBuffer.allocate(1)));
      assertEquals(Failure.Code.OVERLOADED, e.failure().code());
    }
  }

  @Test
  void aBodyWithoutBytesTakesNoMemory() {
    try (var body = new IncomingBody(pool, 1 << 20, 0);
        RequestMemory memory = body.finish()) {
      assertEquals(0, memory.body().byteSize());
      memory.closeBody();
    }
  }
}
