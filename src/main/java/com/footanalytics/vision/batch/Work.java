package com.footanalytics.vision.batch;

import org.jspecify.annotations.Nullable;

/**
 * Something to be run together with others like it. Its maker owns it until a scheduler takes it;
 * the scheduler then either hands it to its runner or drops it, once. Whoever has it frees what it
 * holds.
 */
public abstract class Work {

  /** Why work was dropped and will not run. */
  public enum Drop {
    /** Its deadline passed. */
    EXPIRED,
    /** Nobody waits for it any more. */
    CANCELLED,
    /** The scheduler was closed. */
    CLOSED
  }

  /** Where work stands; moved on under the scheduler's lock only. */
  enum State {
    NEW,
    QUEUED,
    TAKEN,
    DROPPED
  }

  private final Lane lane;
  private final String caller;
  private final Object kind;
  private final int rows;
  private final long bytes;
  private final long deadlineNanos;
  private volatile boolean cancelled;

  State state = State.NEW;
  long enqueuedNanos;
  double estimateNanos;
  @Nullable Work before;
  @Nullable Work after;

  /**
   * @param caller works of one caller run in the order they came, and callers take turns
   * @param kind only works of equal kinds run together
   * @param rows of a batch that it takes, at least 1
   * @param bytes of memory that it holds while it waits
   * @param deadlineNanos {@link System#nanoTime()} after which its result is worth nothing; {@link
   *     Long#MAX_VALUE} if it keeps its worth
   */
  protected Work(Lane lane, String caller, Object kind, int rows, long bytes, long deadlineNanos) {
    if (rows < 1 || bytes < 0) {
      throw new IllegalArgumentException(
          "work: rows %d, bytes %d (expected: > 0, >= 0)".formatted(rows, bytes));
    }
    this.lane = lane;
    this.caller = caller;
    this.kind = kind;
    this.rows = rows;
    this.bytes = bytes;
    this.deadlineNanos = deadlineNanos;
  }

  /** Told once, in place of being run; frees what this holds. Must be quick and must not throw. */
  protected abstract void dropped(Drop reason);

  /** Told once, if its run threw; frees what this holds. Must be quick and must not throw. */
  protected abstract void failed(Throwable cause);

  public final Lane lane() {
    return lane;
  }

  public final String caller() {
    return caller;
  }

  public final Object kind() {
    return kind;
  }

  public final int rows() {
    return rows;
  }

  public final long bytes() {
    return bytes;
  }

  public final long deadlineNanos() {
    return deadlineNanos;
  }

  /** When a scheduler took it. */
  public final long enqueuedNanos() {
    return enqueuedNanos;
  }

  /** Whether nobody waits for the result any more, though it may be running. */
  public final boolean isCancelled() {
    return cancelled;
  }

  final void markCancelled() {
    cancelled = true;
  }

  /** Whether its deadline has passed; for work without one never. */
  final boolean isExpired(long nowNanos) {
    return deadlineNanos != Long.MAX_VALUE && deadlineNanos - nowNanos <= 0;
  }
}
