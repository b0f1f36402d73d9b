package com.footanalytics.vision.cli;

import com.footanalytics.vision.pipeline.Cancellation;
import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C and termination into a cancelled analysis that cleans up after itself: the process
 * ends only when the guard is closed.
 */
final class InterruptGuard implements AutoCloseable {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private InterruptGuard(Cancellation cancellation) {
    this.hook =
        new Thread("interrupt-guard") {
          @Override
          public void run() {
            cancellation.cancel();
            awaitUninterruptibly(finished);
          }
        };
  }

  /** A guard that is active until closed. */
  static InterruptGuard cancelling(Cancellation cancellation) {
    InterruptGuard guard = new InterruptGuard(cancellation);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already; the hook has been released above.
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
