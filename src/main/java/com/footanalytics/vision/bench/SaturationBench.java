package com.footanalytics.vision.bench;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PictureWork;
import com.footanalytics.vision.pipeline.RunTimes;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The detector behind its scheduler, kept busy, against its bare sessions in a loop. */
public final class SaturationBench {
  private static final int WAITING_PER_INSTANCE = 4;

  private final ServedDetector served;

  /**
   * @param served stays the caller's
   */
  public SaturationBench(ServedDetector served) {
    this.served = served;
  }

  /**
   * Pictures a second of bare sessions side by side, as many as the scheduler has.
   *
   * @param seconds how long
   */
  public double bare(double seconds) throws InterruptedException {
    LoadedDetector detector = served.detector();
    long deadline = System.nanoTime() + Math.round(seconds * 1e9);
    var ran = new AtomicLong();
    var threads = new ArrayList<Thread>();
    long started = System.nanoTime();
    for (int i = 0; i < served.server().instances(); i++) {
      threads.add(Thread.ofPlatform().name("bare").start(() -> loop(detector, deadline, ran)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return ran.get() * 1e9 / (System.nanoTime() - started);
  }

  private static void loop(LoadedDetector detector, long deadline, AtomicLong ran) {
    ByteBuffer picture = ByteBuffer.allocateDirect(detector.input().bytesPerPicture());
    try {
      detector.withSession(session -> {
        while (deadline - System.nanoTime() > 0) {
          session.run(picture, 1);
          ran.incrementAndGet();
        }
        return true;
      });
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Pictures a second through the scheduler, of which some always wait.
   *
   * @param seconds how long
   */
  public double scheduled(double seconds) throws InterruptedException {
    var room = new Semaphore(WAITING_PER_INSTANCE * served.server().instances());
    int permits = room.availablePermits();
    var ran = new AtomicLong();
    long started = System.nanoTime();
    long deadline = started + Math.round(seconds * 1e9);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment picture = arena.allocate(served.detector().input().bytesPerPicture(), 64);
      while (deadline - System.nanoTime() > 0) {
        room.acquire();
        served
            .server()
            .put(
                new PictureWork(
                    Lane.INTERACTIVE,
                    "bench",
                    picture,
                    1,
                    Long.MAX_VALUE,
                    new Counting(ran, room)));
      }
      room.acquire(permits);
      return ran.get() * 1e9 / (System.nanoTime() - started);
    }
  }

  private record Counting(AtomicLong ran, Semaphore room) implements PictureWork.Receiver {
    @Override
    public void ran(Outputs outputs, int firstRow, RunTimes times) {
      ran.incrementAndGet();
      room.release();
    }

    @Override
    public void dropped(Drop reason) {
      room.release();
    }

    @Override
    public void failed(Throwable cause) {
      room.release();
    }
  }
}
