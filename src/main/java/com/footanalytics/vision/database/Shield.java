package com.footanalytics.vision.database;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Keeps a caller's interrupts away from what it calls. H2 closes its file, for everyone, when a
 * thread that reads or writes it is interrupted.
 */
final class Shield {

  private Shield() {}

  /** Does {@code call} on a thread that nobody interrupts; an interrupt meanwhile stays pending. */
  static <T> T call(FutureTask<T> call) throws ExecutionException {
    Thread.ofVirtual().name("database-call").start(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return call.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
