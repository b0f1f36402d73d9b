package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.probe.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ByteQueueTest {

  private static final Runnable NOBODY = () -> {};

  @Test
  void bytesComeOutAsTheyWentInAroundTheRing() throws InterruptedException {
    Random random = new Random(1);
    byte[] sent = new byte[10_000];
    random.nextBytes(sent);
    ByteQueue queue = new ByteQueue(64, NOBODY);
    var received = new ByteArrayOutputStream();
    byte[] target = new byte[100];
    int at = 0;
    while (received.size() < sent.length) {
      int put = Math.min(random.nextInt(queue.room() + 1), sent.length - at);
      queue.put(ByteBuffer.wrap(sent, at, put));
      at += put;
      if (queue.room() < 64) {
        int read = queue.read(target, 3, 1 + random.nextInt(90));
        received.write(target, 3, read);
      }
    }
    queue.end();
    assertArrayEquals(sent, received.toByteArray());
    assertEquals(ByteSource.END, queue.read(target, 0, 1));
    assertEquals(ByteSource.END, queue.read(target, 0, 1));
  }

  @Test
  void aSlowReaderNeverHasMoreWaitingThanTheRingHolds() throws Exception {
    byte[] sent = new byte[200_000];
    new Random(2).nextBytes(sent);
    Semaphore room = new Semaphore(0);
    ByteQueue queue = new ByteQueue(1000, room::release);
    FutureTask<byte[]> reading =
        new FutureTask<>(() -> {
          var received = new ByteArrayOutputStream();
          byte[] target = new byte[777];
          for (int read = queue.read(target, 0, 777);
              read != ByteSource.END;
              read = queue.read(target, 0, 777)) {
            received.write(target, 0, read);
          }
          return received.toByteArray();
        });
    Thread.ofPlatform().daemon().start(reading);
    for (int at = 0; at < sent.length; at += 500) {
      while (queue.room() < 500) {
        room.acquire();
      }
      queue.put(ByteBuffer.wrap(sent, at, 500));
    }
    queue.end();
    assertArrayEquals(sent, reading.get());
  }

  @Test
  void moreThanThereIsRoomForIsABugOfWhoPutsItIn() {
    ByteQueue queue = new ByteQueue(10, NOBODY);
    queue.put(ByteBuffer.allocate(8));
    assertEquals(2, queue.room());
    assertThrows(IllegalStateException.class, () -> queue.put(ByteBuffer.allocate(3)));
    queue.end();
    assertThrows(IllegalStateException.class, () -> queue.put(ByteBuffer.allocate(1)));
    assertThrows(IllegalArgumentException.class, () -> new ByteQueue(0, NOBODY));
  }

  @Test
  void closingWakesTheReaderAndDropsWhatComesLater() throws Exception {
    ByteQueue queue = new ByteQueue(10, NOBODY);
    FutureTask<CancellationException> reading =
        new FutureTask<>(
            () -> assertThrows(CancellationException.class, () -> queue.read(new byte[1], 0, 1)));
    Thread thread = Thread.ofPlatform().daemon().start(reading);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    queue.close();
    reading.get();
    queue.put(ByteBuffer.allocate(4));
    assertEquals(10, queue.room());
    assertThrows(CancellationException.class, () -> queue.read(new byte[1], 0, 1));
  }

  @Test
  void aReaderThatWaitsCanBeInterrupted() throws Exception {
    ByteQueue queue = new ByteQueue(10, NOBODY);
    FutureTask<InterruptedException> reading =
        new FutureTask<>(
            () -> assertThrows(InterruptedException.class, () -> queue.read(new byte[1], 0, 1)));
    Thread thread = Thread.ofPlatform().daemon().start(reading);
    thread.interrupt();
    reading.get();
  }
}
