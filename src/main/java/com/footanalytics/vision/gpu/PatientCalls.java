package com.footanalytics.vision.gpu;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a native call that may never come back, always on one thread of its own, and waits for it a
 * limited time. To be used by one thread.
 *
 * <p>Nothing can stop a thread that hangs in a driver. So what it works with stays its own, it ends
 * itself when the call comes back after all, and as a daemon it keeps no process alive.
 *
 * @param <T> what the call answers
 */
final class PatientCalls<T> implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(PatientCalls.class.getName());
  private static final Duration END = Duration.ofSeconds(1);

  private final Callable<T> call;
  private final Runnable last;
  private final BlockingQueue<FutureTask<T>> next = new ArrayBlockingQueue<>(1);
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable FutureTask<T> pending;

  /**
   * @param name of the thread
   * @param last what the thread does before it ends
   */
  PatientCalls(String name, Callable<T> call, Runnable last) {
    this.call = call;
    this.last = last;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::work);
  }

  private void work() {
    try {
      while (!closed) {
        next.take().run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      last.run();
    }
  }

  /**
   * Makes the call. The answer of one that was given up is dropped, and until it has come no other
   * is made.
   *
   * @return empty if there is no answer within {@code patience}
   * @throws ExecutionException with what the call threw
   */
  Optional<T> call(Duration patience) throws InterruptedException, ExecutionException {
    long untilNanos = System.nanoTime() + patience.toNanos();
    if (pending != null && !isOver(pending, untilNanos)) {
      return Optional.empty();
    }
    FutureTask<T> task = new FutureTask<>(call);
    pending = task;
    next.put(task);
    try {
      return Optional.of(task.get(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    }
  }

  private static boolean isOver(FutureTask<?> task, long untilNanos) throws InterruptedException {
    try {
      task.get(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      return true;
    }
  }

  /** Ends the thread, or leaves it to itself if it hangs. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (!thread.join(END)) {
        LOG.log(
            System.Logger.Level.WARNING,
            thread.getName() + ": left behind in a call of the driver that does not come back");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
