package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.*;
import java.util.*;

final class TestingSegments implements SegmentStore {
  private final Map<JobId, JobPlan> plans = new HashMap<>();
  private final Map<JobId, List<Segment>> segments = new HashMap<>();

  @Override
  public synchronized JobPlan plan(JobId job, JobPlan plan) {
    if (plans.putIfAbsent(job, plan) == null) {
      var all = new ArrayList<Segment>();
      for (SegmentRange r : plan.segments())
        all.add(new Segment(job, all.size(), r, 0, 0, Optional.empty(), Optional.empty()));
      segments.put(job, all);
    }
    return plans.get(job);
  }

  @Override
  public synchronized Optional<JobPlan> planOf(JobId job) {
    return Optional.ofNullable(plans.get(job));
  }

  @Override
  public synchronized List<Segment> of(JobId job) {
    return List.copyOf(segments.getOrDefault(job, List.of()));
  }

  @Override
  public synchronized Optional<Segment> begin(JobId job, int n, String worker) {
    Segment s = of(job).get(n);
    if (s.isDone()) return Optional.empty();
    Segment b =
        new Segment(
            job,
            n,
            s.range(),
            s.attempts() + 1,
            s.crashes(),
            Optional.of(worker),
            Optional.empty());
    segments.get(job).set(n, b);
    return Optional.of(b);
  }

  @Override
  public void progress(JobId job, int n, String worker, long frames) {}

  @Override
  public synchronized void handBack(JobId job, int n, String worker) {
    Segment s = of(job).get(n);
    segments
        .get(job)
        .set(
            n,
            new Segment(
                job, n, s.range(), s.attempts() - 1, s.crashes(), Optional.empty(), s.result()));
  }

  @Override
  public synchronized void done(JobId job, int n, SegmentResult result) {
    Segment s = of(job).get(n);
    if (!s.isDone())
      segments
          .get(job)
          .set(
              n,
              new Segment(
                  job,
                  n,
                  s.range(),
                  s.attempts(),
                  s.crashes(),
                  Optional.empty(),
                  Optional.of(result)));
  }

  @Override
  public List<Segment> crashed(String worker) {
    return List.of();
  }
}
