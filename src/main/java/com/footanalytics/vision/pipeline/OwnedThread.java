package com.footanalytics.vision.pipeline;

import java.util.concurrent.Callable;

/**
 * A daemon thread of one owner, who starts it and, by closing this, interrupts it and waits for its
 * end. What it fails with is logged.
 */
public final class OwnedThread implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(OwnedThread.class.getName());

  private final Thread thread;

  /**
   * @param priority {@link Thread#MIN_PRIORITY} to {@link Thread#MAX_PRIORITY}
   * @param work ends when interrupted
   */
  public OwnedThread(String name, int priority, Callable<?> work) {
    this.thread =
        Thread.ofPlatform().daemon().name(name).priority(priority).unstarted(() -> run(work));
  }

  /** Begins; to be called once. */
  public void start() {
    thread.start();
  }

  private static void run(Callable<?> work) {
    try {
      work.call();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.ERROR, Thread.currentThread().getName() + " failed", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
