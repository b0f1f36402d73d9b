package com.footanalytics.load.measure;

import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.profile.Plan;
import com.footanalytics.load.profile.Request;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Every attempt of a run, by the phase in which it started, and how many requests were answered in
 * the end. Its memory does not grow with the length of a run. Thread-safe.
 */
public final class Ledger {

  private final Plan plan;
  private final LongSupplier nowMillis;
  private final List<Map<Request, Tally>> attempts = new ArrayList<>();
  private final Map<Request, Ends> ends = new EnumMap<>(Request.class);
  private OptionalLong startMillis = OptionalLong.empty();
  private long crashes;

  /**
   * How requests ended, whatever attempts they took.
   *
   * @param answered sooner or later
   * @param retried of those, after an attempt that failed
   * @param lost never
   */
  public record Ends(long answered, long retried, long lost) {
    static final Ends NONE = new Ends(0, 0, 0);

    Ends plus(Ends other) {
      return new Ends(answered + other.answered, retried + other.retried, lost + other.lost);
    }
  }

  /**
   * @param nowMillis the clock by which attempts are timed
   */
  public Ledger(Plan plan, LongSupplier nowMillis) {
    this.plan = plan;
    this.nowMillis = nowMillis;
    for (Phase _ : plan.phases()) {
      attempts.add(new EnumMap<>(Request.class));
    }
  }

  public Plan plan() {
    return plan;
  }

  public long nowMillis() {
    return nowMillis.getAsLong();
  }

  /** The plan starts now. */
  public synchronized void started() {
    startMillis = OptionalLong.of(nowMillis());
  }

  /** The index of the phase in which the run is; before {@link #started} the first. */
  public synchronized int phaseNow() {
    return startMillis.isPresent() ? plan.phaseAt(nowMillis() - startMillis.getAsLong()) : 0;
  }

  /** Notes an attempt; before {@link #started} it belongs to the first phase. */
  public synchronized void attempt(Request request, long fromMillis, long toMillis, Outcome how) {
    int phase = plan.phaseAt(fromMillis - startMillis.orElse(fromMillis));
    attempts.get(phase).computeIfAbsent(request, _ -> new Tally()).add(how, toMillis - fromMillis);
  }

  /** Notes the end of a request after all its attempts. */
  public synchronized void ended(Request request, boolean answered, int attempts) {
    Ends one = new Ends(answered ? 1 : 0, answered && attempts > 1 ? 1 : 0, answered ? 0 : 1);
    ends.merge(request, one, Ends::plus);
  }

  /** Notes that a request could not be made at all, for a fault of the load itself. */
  public synchronized void crashed() {
    crashes++;
  }

  public synchronized long crashes() {
    return crashes;
  }

  /** How requests of that kind ended. */
  public synchronized Ends ends(Request.Kind kind) {
    return ends.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .map(Map.Entry::getValue)
        .reduce(Ends.NONE, Ends::plus);
  }

  /** A copy of what was noted of one request that started in that phase. */
  public synchronized Tally tally(int phase, Request request) {
    Tally copy = new Tally();
    Tally noted = attempts.get(phase).get(request);
    if (noted != null) {
      copy.addAll(noted);
    }
    return copy;
  }

  /** A copy of what was noted of all requests of that kind that started in that phase. */
  public synchronized Tally tally(int phase, Request.Kind kind) {
    Tally copy = new Tally();
    for (Request request : Request.values()) {
      if (request.kind() == kind) {
        copy.addAll(tally(phase, request));
      }
    }
    return copy;
  }
}
