package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool.Slab;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativePoolTest {

  @Test
  void memoryIsAsLongAsAskedForAndAligned() {
    try (NativePool pool = new NativePool(1 << 20);
        Slab slab = pool.take(5000).orElseThrow()) {
      assertEquals(5000, slab.memory().byteSize());
      assertEquals(0, slab.memory().address() % 64);
    }
  }

  @Test
  void aPieceThatCameBackIsGivenOutAgain() {
    try (NativePool pool = new NativePool(1 << 20)) {
      MemorySegment first;
      try (Slab slab = pool.take(3000).orElseThrow()) {
        first = slab.memory();
        first.set(ValueLayout.JAVA_BYTE, 0, (byte) 7);
      }
      try (Slab slab = pool.take(4000).orElseThrow()) {
        assertEquals(first.address(), slab.memory().address());
      }
    }
  }

  @Test
  void nothingIsGivenOutBeyondTheLimit() {
    try (NativePool pool = new NativePool(4096)) {
      Slab first = pool.take(2048).orElseThrow();
      Slab second = pool.take(2048).orElseThrow();
      assertTrue(pool.take(1).isEmpty());
      first.close();
      second.close();
      assertTrue(pool.take(4097).isEmpty());
    }
  }

  @Test
  void keptPiecesMakeRoomForOtherSizes() {
    try (NativePool pool = new NativePool(4096)) {
      pool.take(2048).orElseThrow().close();
      pool.take(1024).orElseThrow().close();
      Optional<Slab> all = pool.take(4096);
      assertTrue(all.isPresent());
      all.get().close();
    }
  }

  @Test
  void closingASlabTwiceIsClosingItOnce() {
    try (NativePool pool = new NativePool(4096)) {
      Slab slab = pool.take(10).orElseThrow();
      assertEquals(1024, pool.takenBytes());
      slab.close();
      slab.close();
      assertEquals(0, pool.takenBytes());
    }
  }

  @Test
  void whatIsOutWhenThePoolClosesIsFreedWhenItComesBack() {
    NativePool pool = new NativePool(4096);
    Slab slab = pool.take(10).orElseThrow();
    MemorySegment memory = slab.memory();
    pool.close();
    assertTrue(memory.scope().isAlive());
    slab.close();
    assertFalse(memory.scope().isAlive());
    assertThrows(IllegalStateException.class, () -> pool.take(1));
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new NativePool(0));
  }
}
