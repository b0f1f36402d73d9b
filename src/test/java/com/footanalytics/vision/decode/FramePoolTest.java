package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.decode.FramePool.Shell;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramePoolTest {

  @Test
  void shellsAreReused() throws InterruptedException {
    try (FramePool pool = new FramePool(2)) {
      Set<Long> addresses = new HashSet<>();
      for (int i = 0; i < 10; i++) {
        Shell one = pool.take();
        Shell other = pool.take();
        addresses.add(one.picture().address());
        addresses.add(other.picture().address());
        other.giveBack();
        one.giveBack();
      }
      assertEquals(2, addresses.size());
    }
  }

  @Test
  void aShellComesBackEmpty() throws InterruptedException {
    try (FramePool pool = new FramePool(1)) {
      Shell shell = pool.take();
      shell.picture().width(640).pts(7);
      shell.giveBack();
      assertEquals(0, pool.take().picture().width());
    }
  }

  @Test
  void aClosedPoolLendsNothing() throws InterruptedException {
    FramePool pool = new FramePool(1);
    Shell out = pool.take();
    pool.close();
    out.giveBack();
    assertThrows(IllegalStateException.class, pool::take);
  }
}
