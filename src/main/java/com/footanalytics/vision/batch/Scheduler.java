package com.footanalytics.vision.batch;

import com.footanalytics.vision.batch.Work.Drop;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs works in batches on threads of its own, as {@link Dispatcher} decides. Owns the threads and
 * the works that wait. Thread-safe.
 *
 * @param <W> the works
 */
public final class Scheduler<W extends Work> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());
  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final SchedulerSettings settings;
  private final BatchRunner<W> runner;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition waiting = lock.newCondition();

  @GuardedBy("lock")
  private final Dispatcher<W> dispatcher;

  @GuardedBy("lock")
  private int idle;

  @GuardedBy("lock")
  private boolean sweeping;

  @GuardedBy("lock")
  private boolean closed;

  /** What runs on the thread that offered it, which has the first instance for that time. */
  private final List<W> here = new ArrayList<>();

  private final List<W> expiredHere = new ArrayList<>();

  /**
   * Starts the threads.
   *
   * @param name prefix of their names
   * @param runner called by one thread for each instance
   */
  public Scheduler(String name, SchedulerSettings settings, BatchRunner<W> runner) {
    this.settings = settings;
    this.runner = runner;
    this.dispatcher = new Dispatcher<>(settings);
    for (int i = 0; i < settings.instances(); i++) {
      int instance = i;
      threads.add(thread(name + "-" + i, () -> serve(instance)));
    }
    threads.add(thread(name + "-deadlines", this::sweep));
    threads.forEach(Thread::start);
  }

  private static Thread thread(String name, Runnable body) {
    return Thread.ofPlatform().daemon().name(name).unstarted(body);
  }

  /**
   * A batch was seen to take so long, before any work came.
   *
   * @param kind of the works that it stands for
   */
  public void learn(Object kind, int rows, Duration took) {
    lock.lock();
    try {
      dispatcher.learn(kind, rows, took.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes work over if it can be done in time, at once; never waits. Quick work that finds all
   * instances idle runs in this call.
   */
  public Offer offer(W offered) {
    Offer offer;
    boolean runs;
    lock.lock();
    try {
      long now = System.nanoTime();
      offer = offerLocked(offered, now);
      runs = offer instanceof Offer.Taken && takesHere(offered, now);
      if (offer instanceof Offer.Taken && !runs) {
        wake();
      }
    } finally {
      lock.unlock();
    }
    if (runs) {
      boolean ran = run(0, here);
      here.clear();
      finishedHere(ran);
    }
    return offer;
  }

  @GuardedBy("lock")
  private Offer offerLocked(W offered, long nowNanos) {
    return closed
        ? new Offer.Refused(Offer.Reason.CLOSED, Duration.ofSeconds(1))
        : dispatcher.offer(offered, nowNanos);
  }

  @GuardedBy("lock")
  private boolean takesHere(W offered, long nowNanos) {
    if (settings.quickNanos() == 0 || !dispatcher.isAloneAndQuick(offered, settings.quickNanos())) {
      return false;
    }
    // It was not expired when it was offered, which is now, so it is what is taken.
    dispatcher.next(0, nowNanos, here, expiredHere);
    return true;
  }

  private void finishedHere(boolean ran) {
    lock.lock();
    try {
      dispatcher.finished(0, System.nanoTime(), ran);
      if (!dispatcher.isEmpty() || closed) {
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes work over as soon as there is room in its lane; returns why not, if it never will. */
  public Offer put(W offered) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Offer offer = offerLocked(offered, System.nanoTime());
        if (offer instanceof Offer.Taken) {
          wake();
          return offer;
        }
        if (offer instanceof Offer.Refused(Offer.Reason reason, _) && reason != Offer.Reason.FULL) {
          return offer;
        }
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Time until such work would be done, if it were offered now; zero if nothing is known.
   *
   * @param like stays the caller's
   */
  public Duration expected(W like) {
    lock.lock();
    try {
      return Duration.ofNanos(Math.round(dispatcher.expectedNanos(like, System.nanoTime())));
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void wake() {
    if (idle > 0) {
      work.signal();
    } else if (!sweeping) {
      sweeping = true;
      waiting.signal();
    }
  }

  /** Nobody waits for this work any more: it is dropped, unless it is running already. */
  public void cancel(W unwanted) {
    boolean waited;
    lock.lock();
    try {
      waited = dispatcher.cancel(unwanted);
      room.signalAll();
    } finally {
      lock.unlock();
    }
    if (waited) {
      unwanted.dropped(Drop.CANCELLED);
    }
  }

  /** Works that wait in a lane. */
  public int depth(Lane lane) {
    lock.lock();
    try {
      return dispatcher.depth(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Batches that run side by side. */
  public int instances() {
    return settings.instances();
  }

  private void serve(int instance) {
    var batch = new ArrayList<W>(settings.maxRows());
    var expired = new ArrayList<W>();
    while (next(instance, batch, expired)) {
      drop(expired, Drop.EXPIRED);
      if (!batch.isEmpty()) {
        boolean ran = run(instance, batch);
        batch.clear();
        finished(instance, ran);
      }
    }
  }

  /** Waits for something to do; false once closed. */
  private boolean next(int instance, List<W> batch, List<W> expired) {
    lock.lock();
    try {
      while (!closed) {
        if (dispatcher.isBusy(instance)) {
          // Another thread has it for a moment, and wakes this one when there is more to do.
          work.signal();
        } else {
          dispatcher.next(instance, System.nanoTime(), batch, expired);
          if (!batch.isEmpty() || !expired.isEmpty()) {
            room.signalAll();
            return true;
          }
        }
        idle++;
        work.awaitUninterruptibly();
        idle--;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a run throws is told to its works
  private boolean run(int instance, List<W> batch) {
    try {
      return runner.run(instance, batch);
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      for (W failed : batch) {
        failed.failed(e);
      }
      return false;
    }
  }

  private void finished(int instance, boolean ran) {
    lock.lock();
    try {
      dispatcher.finished(instance, System.nanoTime(), ran);
    } finally {
      lock.unlock();
    }
  }

  /** Drops works when their deadlines pass, though all instances are busy. */
  private void sweep() {
    var expired = new ArrayList<W>();
    while (nextExpired(expired)) {
      drop(expired, Drop.EXPIRED);
    }
  }

  private boolean nextExpired(List<W> expired) {
    lock.lock();
    try {
      while (!closed) {
        if (dispatcher.isEmpty()) {
          sweeping = false;
          waiting.awaitUninterruptibly();
        } else {
          sweeping = true;
          waiting.awaitNanos(SWEEP_NANOS);
          dispatcher.dropExpired(System.nanoTime(), expired);
          if (!expired.isEmpty()) {
            room.signalAll();
            return true;
          }
        }
      }
      return false;
    } catch (InterruptedException _) {
      LOG.log(System.Logger.Level.DEBUG, "the watch over deadlines was interrupted");
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void drop(List<W> works, Drop reason) {
    for (int i = 0; i < works.size(); i++) {
      works.get(i).dropped(reason);
    }
    works.clear();
  }

  /** Drops what waits, lets what runs finish and ends the threads. */
  @Override
  public void close() {
    var left = new ArrayList<W>();
    lock.lock();
    try {
      closed = true;
      for (Optional<W> any = dispatcher.pollAny(); any.isPresent(); any = dispatcher.pollAny()) {
        left.add(any.get());
      }
      work.signalAll();
      room.signalAll();
      waiting.signalAll();
    } finally {
      lock.unlock();
    }
    drop(left, Drop.CLOSED);
    joinAll();
    awaitNothingRunsHere();
  }

  private void awaitNothingRunsHere() {
    lock.lock();
    try {
      while (dispatcher.isBusy(0)) {
        work.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void joinAll() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
