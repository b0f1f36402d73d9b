package com.footanalytics.vision.batch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchPoolTest {

  private static final int BYTES_PER_ITEM = 12;

  @Test
  void slotsLieSideBySideInOneDirectBuffer() throws Exception {
    try (var pool = new BatchPool<String>(1, 3, BYTES_PER_ITEM);
        Batch<String> batch = pool.take()) {
      for (int item = 0; item < 3; item++) {
        batch.nextSlot().fill((byte) (item + 1));
        batch.add("item " + item);
      }
      ByteBuffer inputs = batch.inputs();
      assertTrue(inputs.isDirect());
      assertEquals(3 * BYTES_PER_ITEM, inputs.remaining());
      for (int i = 0; i < inputs.remaining(); i++) {
        assertEquals(i / BYTES_PER_ITEM + 1, inputs.get(i));
      }
      assertEquals(List.of("item 0", "item 1", "item 2"), batch.items());
    }
  }

  @Test
  void aSlotIsTheSameUntilItsItemIsAdded() throws Exception {
    try (var pool = new BatchPool<String>(1, 2, BYTES_PER_ITEM);
        Batch<String> batch = pool.take()) {
      MemorySegment first = batch.nextSlot();
      assertEquals(first.address(), batch.nextSlot().address());
      batch.add("one");
      assertEquals(first.address() + BYTES_PER_ITEM, batch.nextSlot().address());
    }
  }

  @Test
  void aFullBatchTakesNoMore() throws Exception {
    try (var pool = new BatchPool<String>(1, 1, BYTES_PER_ITEM);
        Batch<String> batch = pool.take()) {
      assertTrue(batch.isEmpty());
      batch.add("one");
      assertTrue(batch.isFull());
      assertThrows(IllegalStateException.class, batch::nextSlot);
      assertThrows(IllegalStateException.class, () -> batch.add("two"));
    }
  }

  @Test
  void aSlotCannotBeOverrun() throws Exception {
    try (var pool = new BatchPool<String>(1, 2, BYTES_PER_ITEM);
        Batch<String> batch = pool.take()) {
      MemorySegment slot = batch.nextSlot();
      assertThrows(
          IndexOutOfBoundsException.class, () -> slot.set(JAVA_BYTE, BYTES_PER_ITEM, (byte) 0));
    }
  }

  @Test
  void whoFindsNoBatchFreeWaitsForOne() throws Exception {
    try (var pool = new BatchPool<String>(1, 1, BYTES_PER_ITEM)) {
      Batch<String> taken = pool.take();
      var entered = new CountDownLatch(1);
      var second =
          CompletableFuture.supplyAsync(() -> {
            entered.countDown();
            try {
              return pool.take();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      entered.await();
      assertFalse(second.isDone());
      taken.close();
      assertSame(taken, second.get(10, TimeUnit.SECONDS));
      taken.close();
    }
  }

  @Test
  void aBoundedWaitEndsWithoutABatch() throws Exception {
    try (var pool = new BatchPool<String>(1, 1, BYTES_PER_ITEM);
        Batch<String> _ = pool.take()) {
      assertTrue(pool.take(0).isEmpty());
    }
  }

  @Test
  void closingABatchTwiceGivesItBackOnce() throws Exception {
    try (var pool = new BatchPool<String>(2, 1, BYTES_PER_ITEM)) {
      Batch<String> batch = pool.take();
      batch.close();
      batch.close();
      assertEquals(2, pool.available());
    }
  }

  @Test
  void aBatchComesBackEmpty() throws Exception {
    try (var pool = new BatchPool<String>(1, 1, BYTES_PER_ITEM)) {
      try (Batch<String> batch = pool.take()) {
        batch.add("one");
      }
      try (Batch<String> batch = pool.take()) {
        assertTrue(batch.isEmpty());
      }
    }
  }

  @Test
  void memoryIsNotFreedUnderABatchThatIsOut() throws Exception {
    var pool = new BatchPool<String>(2, 1, BYTES_PER_ITEM);
    Batch<String> batch = pool.take();
    assertThrows(IllegalStateException.class, pool::close);
    batch.nextSlot().fill((byte) 1);
    batch.close();
    pool.close();
    assertThrows(IllegalStateException.class, () -> batch.nextSlot().fill((byte) 1));
  }
}
