package com.footanalytics.vision.batch;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The works of one lane. Callers that have work stand in a ring and take turns, so that one who
 * sends much delays nobody but himself. Not thread-safe.
 */
final class LaneQueue {
  private static final int KEPT_CALLERS = 64;

  private final Map<String, CallerQueue> callers = new HashMap<>();
  private @Nullable CallerQueue turn;
  private int items;
  private long bytes;
  private double waitingNanos;

  int items() {
    return items;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return items == 0;
  }

  /** Expected time of all works here on one instance. */
  double waitingNanos() {
    return waitingNanos;
  }

  /**
   * Expected time of the works that will run before the next one of this caller: his own, and those
   * of the others that are before it in turn. Others who have less than he may send more before his
   * turn comes; half of what they could is counted.
   */
  double nanosAhead(String caller, double estimateNanos) {
    CallerQueue own = callers.get(caller);
    double ownNanos = own == null ? 0 : own.waitingNanos();
    if (turn == null) {
      return ownNanos;
    }
    double ahead = 0;
    CallerQueue other = turn;
    do {
      ahead += other == own ? ownNanos : (Math.min(other.waitingNanos(), ownNanos) + ownNanos) / 2;
      ahead += other == own ? 0 : Math.min(other.waitingNanos(), estimateNanos);
      other = other.right;
    } while (other != turn);
    return ahead;
  }

  void add(Work work) {
    CallerQueue queue = callers.get(work.caller());
    if (queue == null) {
      forgetIdleCallers();
      queue = new CallerQueue(work.caller());
      callers.put(work.caller(), queue);
    }
    if (queue.isEmpty()) {
      enter(queue);
    }
    queue.add(work);
    items++;
    bytes += work.bytes();
    waitingNanos += work.estimateNanos;
  }

  void remove(Work work) {
    CallerQueue queue = callers.get(work.caller());
    if (queue == null) {
      throw new IllegalStateException("work of a caller that is not here: " + work.caller());
    }
    queue.remove(work);
    if (queue.isEmpty()) {
      leave(queue);
    }
    items--;
    bytes -= work.bytes();
    waitingNanos = items == 0 ? 0 : waitingNanos - work.estimateNanos;
  }

  /** The work whose turn it is. */
  @Nullable Work first() {
    return turn == null ? null : turn.first();
  }

  /** Removes the work whose turn it is; the turn goes to the next caller. */
  void removeFirst() {
    CallerQueue queue = turn;
    Work work = queue == null ? null : queue.first();
    if (queue == null || work == null) {
      throw new IllegalStateException("the lane is empty");
    }
    turn = queue.right;
    remove(work);
  }

  /**
   * The next work in turn that may run beside another, which is removed then; none if no caller's
   * first one may.
   */
  @Nullable Work pollAlike(Object kind, int mostRows) {
    if (turn == null) {
      return null;
    }
    CallerQueue start = turn;
    CallerQueue queue = start;
    do {
      Work work = queue.first();
      if (work != null && work.rows() <= mostRows && work.kind().equals(kind)) {
        turn = queue.right;
        remove(work);
        return work;
      }
      queue = queue.right;
    } while (queue != start);
    return null;
  }

  /** Any work whose deadline passed, which is removed then; none if there is none. */
  @Nullable Work pollExpired(long nowNanos) {
    if (turn == null) {
      return null;
    }
    CallerQueue start = turn;
    CallerQueue queue = start;
    do {
      for (Work work = queue.first(); work != null; work = work.after) {
        if (work.isExpired(nowNanos)) {
          remove(work);
          return work;
        }
      }
      queue = queue.right;
    } while (queue != start);
    return null;
  }

  private void enter(CallerQueue queue) {
    CallerQueue now = turn;
    if (now == null) {
      queue.left = queue;
      queue.right = queue;
      turn = queue;
    } else {
      queue.right = now;
      queue.left = now.left;
      now.left.right = queue;
      now.left = queue;
    }
  }

  private void leave(CallerQueue queue) {
    if (turn == queue) {
      turn = queue.right == queue ? null : queue.right;
    }
    queue.left.right = queue.right;
    queue.right.left = queue.left;
  }

  private void forgetIdleCallers() {
    if (callers.size() >= KEPT_CALLERS) {
      for (Iterator<CallerQueue> all = callers.values().iterator(); all.hasNext(); ) {
        if (all.next().isEmpty()) {
          all.remove();
        }
      }
    }
  }
}
