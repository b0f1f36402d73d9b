package com.footanalytics.vision.batch;

import com.footanalytics.vision.batch.Work.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is taken, what runs next and beside what. Knows no thread and no clock: who calls
 * says what time it is. Not thread-safe.
 *
 * <p>Lanes are served in their order. A lane that waits while others run earns credit, its floor
 * share of their time; once that pays for its next work, it goes first.
 *
 * <p>Work is refused if by what is known it cannot be done by its deadline: after what runs, what
 * goes before it, and its own run.
 *
 * @param <W> the works
 */
final class Dispatcher<W extends Work> {
  private static final Lane[] LANES = Lane.values();
  private static final int KEPT_KINDS = 64;

  /** Estimates are means; what is promised must hold for nearly all. */
  private static final double CAUTION = 1.15;

  private static final Offer TAKEN = new Offer.Taken();

  private final SchedulerSettings settings;
  private final LaneQueue[] lanes = new LaneQueue[LANES.length];
  private final double[] credit = new double[LANES.length];
  private final Map<Object, Kind> kinds = new HashMap<>();
  private final Running[] running;
  private final double[] busyNanos;
  private double recentNanosPerRow;

  /** What one instance is doing. */
  private static final class Running {
    private @Nullable Kind kind;
    private int rows;
    private long startedNanos;
    private double expectedNanos;
  }

  Dispatcher(SchedulerSettings settings) {
    this.settings = settings;
    this.running = new Running[settings.instances()];
    this.busyNanos = new double[settings.instances()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new LaneQueue();
    }
    for (int i = 0; i < running.length; i++) {
      running[i] = new Running();
    }
  }

  /** A batch of such works was seen to take so long. */
  void learn(Object kind, int rows, long nanos) {
    Kind known = kind(kind);
    known.cost().ran(rows, nanos);
    recentNanosPerRow = known.cost().nanos(1);
  }

  /** Takes work over, or says why not. */
  Offer offer(W work, long nowNanos) {
    if (work.state != State.NEW) {
      throw new IllegalStateException("work was offered twice");
    }
    LaneQueue lane = lane(work.lane());
    Kind kind = kind(work.kind());
    work.estimateNanos = estimate(kind, work);
    if (lane.items() >= settings.maxItems() || lane.bytes() + work.bytes() > settings.maxBytes()) {
      return refused(Offer.Reason.FULL, aheadNanos(work, nowNanos) / 2);
    }
    if (work.deadlineNanos() != Long.MAX_VALUE) {
      double lateNanos = expectedNanos(work, nowNanos) - (work.deadlineNanos() - nowNanos);
      if (lateNanos > 0 || work.isExpired(nowNanos)) {
        return refused(Offer.Reason.LATE, lateNanos);
      }
    }
    work.state = State.QUEUED;
    work.enqueuedNanos = nowNanos;
    lane.add(work);
    kind.waits(work, nowNanos);
    return TAKEN;
  }

  /** Time until such work would be done, if it were offered now; 0 if nothing is known. */
  double expectedNanos(W work, long nowNanos) {
    Kind kind = kind(work.kind());
    work.estimateNanos = estimate(kind, work);
    return CAUTION * (aheadNanos(work, nowNanos) + batchNanos(kind, work));
  }

  /** Whether this is the only work here, nothing runs, and it is expected to take no longer. */
  boolean isAloneAndQuick(W work, long quickNanos) {
    for (Running batch : running) {
      if (batch.kind != null) {
        return false;
      }
    }
    int waiting = depth(Lane.INTERACTIVE) + depth(Lane.LIVE) + depth(Lane.BULK);
    CostModel cost = kind(work.kind()).cost();
    return waiting == 1 && !cost.isUnknown() && cost.nanos(work.rows()) <= quickNanos;
  }

  /** Whether an instance was given a batch and has not finished it. */
  boolean isBusy(int instance) {
    return running[instance].kind != null;
  }

  private static Offer refused(Offer.Reason reason, double nanos) {
    return new Offer.Refused(reason, Duration.ofNanos(Math.max(1, Math.round(nanos))));
  }

  /** Time until such a work begins, by what is known. */
  private double aheadNanos(Work work, long nowNanos) {
    double ahead = lane(work.lane()).nanosAhead(work.caller(), work.estimateNanos);
    double forLaterLanes = 0;
    for (Lane lane : LANES) {
      if (lane.compareTo(work.lane()) < 0) {
        ahead += lane(lane).waitingNanos();
      } else if (lane.compareTo(work.lane()) > 0 && !lane(lane).isEmpty()) {
        forLaterLanes += settings.floorShare();
      }
    }
    double running = 0;
    double soonest = Double.MAX_VALUE;
    refreshBusy(nowNanos);
    for (double busy : busyNanos) {
      running += busy;
      soonest = Math.min(soonest, busy);
    }
    double behindQueue = (ahead / (1 - forLaterLanes) + running) / settings.instances();
    return ahead == 0 ? soonest : Math.max(soonest, behindQueue);
  }

  /** How long each instance will be busy yet. */
  private void refreshBusy(long nowNanos) {
    for (int i = 0; i < running.length; i++) {
      Running batch = running[i];
      busyNanos[i] =
          batch.kind == null
              ? 0
              : Math.max(0, batch.expectedNanos - (nowNanos - batch.startedNanos));
    }
  }

  /** Expected time of the batch that this work will be part of. */
  private double batchNanos(Kind kind, Work work) {
    return kind.cost().isUnknown()
        ? recentNanosPerRow * work.rows()
        : kind.cost().nanos(batchRows(kind, work));
  }

  /** This work's part of that. */
  private double estimate(Kind kind, Work work) {
    return batchNanos(kind, work) * work.rows() / batchRows(kind, work);
  }

  private static int batchRows(Kind kind, Work work) {
    int waiting = kind.waitingRows(work.lane()) + work.rows();
    return Math.max(work.rows(), kind.cost().isUnknown() ? 1 : kind.cost().bestRows(waiting));
  }

  /**
   * Fills a batch for an instance that is free; it then counts as busy until {@link #finished}.
   *
   * @param batch gets the works, which are the caller's then; stays empty if none waits
   * @param dropped gets works whose deadline passed; the caller is to tell them
   */
  void next(int instance, long nowNanos, List<W> batch, List<W> dropped) {
    dropExpired(nowNanos, dropped);
    Lane lane = nextLane();
    if (lane == null) {
      return;
    }
    Work first = lane(lane).first();
    if (first == null) {
      throw new IllegalStateException("a lane that has work has none to give");
    }
    Kind kind = kind(first.kind());
    int rows =
        BatchRule.rows(
            kind.cost(),
            kind.waitingRows(lane),
            kind.arrivingPerNano(lane, nowNanos),
            mostRows(first),
            settings.instances(),
            (double) first.deadlineNanos() - nowNanos);
    int taken = first.rows();
    lane(lane).removeFirst();
    take(first, kind, batch);
    for (Lane from : LANES) {
      if (from.compareTo(lane) <= 0) {
        taken += fill(from, kind, rows - taken, batch);
      }
    }
    start(instance, kind, taken, nowNanos);
    pay(lane, running[instance].expectedNanos);
  }

  /** Works of one kind hold about the same for each row. */
  private int mostRows(Work first) {
    long bytesPerRow = Math.max(1, first.bytes() / first.rows());
    return (int) Math.clamp(settings.maxBatchBytes() / bytesPerRow, 1, settings.maxRows());
  }

  private int fill(Lane from, Kind kind, int mostRows, List<W> batch) {
    int taken = 0;
    while (taken < mostRows) {
      Work work = lane(from).pollAlike(kind.key(), mostRows - taken);
      if (work == null) {
        break;
      }
      take(work, kind, batch);
      taken += work.rows();
    }
    return taken;
  }

  @SuppressWarnings("unchecked") // only works of this type are offered
  private void take(Work work, Kind kind, List<W> batch) {
    kind.waitsNoMore(work);
    work.state = State.TAKEN;
    batch.add((W) work);
  }

  private void start(int instance, Kind kind, int rows, long nowNanos) {
    Running batch = running[instance];
    batch.kind = kind;
    batch.rows = rows;
    batch.startedNanos = nowNanos;
    batch.expectedNanos =
        kind.cost().isUnknown() ? recentNanosPerRow * rows : kind.cost().nanos(rows);
  }

  /**
   * An instance is free again.
   *
   * @param ran whether its batch ran to its end, so that something is to be learned of it
   */
  void finished(int instance, long nowNanos, boolean ran) {
    Running batch = running[instance];
    Kind kind = batch.kind;
    if (kind == null) {
      throw new IllegalStateException("instance " + instance + " was not running");
    }
    if (ran) {
      kind.cost().ran(batch.rows, nowNanos - batch.startedNanos);
      recentNanosPerRow = kind.cost().nanos(1);
    }
    batch.kind = null;
  }

  @SuppressWarnings("EnumOrdinal")
  private @Nullable Lane nextLane() {
    for (int i = LANES.length - 1; i > 0; i--) {
      Work first = lanes[i].first();
      if (first != null && credit[i] >= first.estimateNanos && credit[i] > 0) {
        return LANES[i];
      }
    }
    for (Lane lane : LANES) {
      if (!lane(lane).isEmpty()) {
        return lane;
      }
    }
    return null;
  }

  private void pay(Lane served, double nanos) {
    for (int i = 0; i < LANES.length; i++) {
      Work first = lanes[i].first();
      if (LANES[i] == served) {
        credit[i] = Math.max(0, credit[i] - nanos);
      } else if (first == null) {
        credit[i] = 0;
      } else {
        credit[i] = Math.min(credit[i] + settings.floorShare() * nanos, 2 * first.estimateNanos);
      }
    }
  }

  /** Takes work that waits out of its queue; returns whether it waited. */
  boolean cancel(W work) {
    work.markCancelled();
    if (work.state != State.QUEUED) {
      return false;
    }
    lane(work.lane()).remove(work);
    kind(work.kind()).waitsNoMore(work);
    work.state = State.DROPPED;
    return true;
  }

  /** Takes all works whose deadline passed out of the queues. */
  @SuppressWarnings("unchecked") // only works of this type are offered
  void dropExpired(long nowNanos, List<W> dropped) {
    for (LaneQueue lane : lanes) {
      for (Work work = lane.pollExpired(nowNanos);
          work != null;
          work = lane.pollExpired(nowNanos)) {
        kind(work.kind()).waitsNoMore(work);
        work.state = State.DROPPED;
        dropped.add((W) work);
      }
    }
  }

  /** Any work that waits, taken out of its queue; for the end. */
  @SuppressWarnings("unchecked") // only works of this type are offered
  Optional<W> pollAny() {
    for (LaneQueue lane : lanes) {
      Work work = lane.first();
      if (work != null) {
        cancel((W) work);
        return Optional.of((W) work);
      }
    }
    return Optional.empty();
  }

  int depth(Lane lane) {
    return lane(lane).items();
  }

  boolean isEmpty() {
    return depth(Lane.INTERACTIVE) + depth(Lane.LIVE) + depth(Lane.BULK) == 0;
  }

  @SuppressWarnings("EnumOrdinal")
  private LaneQueue lane(Lane lane) {
    return lanes[lane.ordinal()];
  }

  private Kind kind(Object key) {
    Kind kind = kinds.get(key);
    if (kind == null) {
      forgetIdleKinds();
      kind = new Kind(key, settings.maxRows());
      kinds.put(key, kind);
    }
    return kind;
  }

  /** Kinds come from callers, so those that nobody waits for are not kept without bound. */
  private void forgetIdleKinds() {
    if (kinds.size() >= KEPT_KINDS) {
      kinds.values().removeIf(Kind::isIdle);
    }
  }
}
