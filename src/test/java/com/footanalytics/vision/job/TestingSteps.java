package com.footanalytics.vision.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Steps that do nothing but what is prescribed: a plan, a result for each segment, success. A
 * step's name is {@code prepare}, {@code segment 3} or {@code finish}.
 */
final class TestingSteps implements JobSteps {

  static final int FRAMES = 100;

  private final JobStores stores;
  private final JobMoves moves;
  private final String worker;
  private final int segments;
  private final Map<String, Deque<Function<JobId, Answer>>> prescribed = new HashMap<>();
  private final Map<JobId, Integer> otherSegments = new ConcurrentHashMap<>();
  private final List<Begun> begun = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore held = new Semaphore(0);
  private final Semaphore released = new Semaphore(0);
  private final Set<JobId> cancelled = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopping = new CountDownLatch(1);

  private record Begun(JobId job, String step) {}

  TestingSteps(JobStores stores, JobMoves moves, String worker, int segments) {
    this.stores = stores;
    this.moves = moves;
    this.worker = worker;
    this.segments = segments;
  }

  /** Gives a job another number of segments than the others have. */
  void segments(JobId job, int count) {
    otherSegments.put(job, count);
  }

  /** Makes a step answer so, the next time that nothing was prescribed before. */
  synchronized TestingSteps answer(String step, Function<JobId, Answer> answer) {
    prescribed.computeIfAbsent(step, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Makes a step wait, once, until it is released, then go on as usual. */
  TestingSteps hold(String step) {
    return answer(
        step,
        job -> {
          held.release();
          released.acquireUninterruptibly();
          return work(job, step);
        });
  }

  /** Makes a step wait, once, until its job is cancelled or the process stops, then hand back. */
  TestingSteps holdUntilAsked(String step) {
    return answer(
        step,
        job -> {
          held.release();
          while (stopping.getCount() > 0 && !cancelled.contains(job)) {
            Thread.onSpinWait();
          }
          return new Answer.HandedBack();
        });
  }

  void awaitHeld() {
    held.acquireUninterruptibly();
  }

  void release() {
    released.release();
  }

  /** Names of the steps in the order in which they were begun. */
  List<String> begun() {
    return List.copyOf(begun).stream().map(Begun::step).toList();
  }

  /** Those of one job. */
  List<String> begun(JobId job) {
    return List.copyOf(begun).stream()
        .filter(step -> step.job().equals(job))
        .map(Begun::step)
        .toList();
  }

  /** Whose step each of those was. */
  List<JobId> jobs() {
    return List.copyOf(begun).stream().map(Begun::job).toList();
  }

  @Override
  public Answer prepare(JobId job) {
    return step(job, "prepare");
  }

  @Override
  public Answer segment(JobId job, int number) {
    return stores.segments().begin(job, number, worker).isEmpty()
        ? new Answer.Done()
        : step(job, "segment " + number);
  }

  @Override
  public Answer finish(JobId job) {
    return step(job, "finish");
  }

  @Override
  public void cancel(JobId job) {
    cancelled.add(job);
  }

  @Override
  public void stopping() {
    stopping.countDown();
  }

  private Answer step(JobId job, String step) {
    begun.add(new Begun(job, step));
    Function<JobId, Answer> next;
    synchronized (this) {
      Deque<Function<JobId, Answer>> answers = prescribed.getOrDefault(step, new ArrayDeque<>());
      next = answers.isEmpty() ? id -> work(id, step) : answers.remove();
    }
    return next.apply(job);
  }

  /** Does a step as if nothing were prescribed. */
  Answer work(JobId job, String step) {
    if (step.equals("prepare")) {
      stores
          .segments()
          .plan(job, TestingPlans.of(otherSegments.getOrDefault(job, segments), FRAMES));
    } else if (step.equals("finish")) {
      moves.end(job, new JobState.Succeeded());
    } else {
      int number = Integer.parseInt(step.substring("segment ".length()));
      stores.segments().done(job, number, TestingPlans.result(FRAMES));
    }
    return new Answer.Done();
  }
}
